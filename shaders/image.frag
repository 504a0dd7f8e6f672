// A pixel of an image over cells, multiplied with its alpha, or of a placeholder. What cells do to it stands in their
// records; in C: cpu_backend.c, cpu_image.c and backend_image.h.
out vec4 o_color;

vec4 bytes(uint pixel) {
    return vec4(rgb(pixel), float(pixel >> 24) * (1.0 / 255.0));
}

vec4 placeholder(ivec2 at) {
    int line = int(u_placeholder.z);
    ivec2 size = ivec2(u_image_size);
    bool framed = any(lessThan(at, ivec2(line))) || any(greaterThanEqual(at + line, size));
    uint hatch = (at.x + at.y) / line % 12 == 0 ? u_placeholder.y : 0u;
    return bytes(framed ? u_placeholder.x : hatch);
}

bool is_drawn(uint flags) {
    int level = u_image_pass >> 1;
    bool hidden = (flags & CELL_IMAGE_HIDE) != 0u || (level == 0 && (flags & CELL_IMAGE_GROUND) != 0u);
    bool below_text = level < 2 || (flags & CELL_IMAGE_CURSOR) != 0u;
    return !hidden && below_text == ((u_image_pass & 1) != 0);
}

void main() {
    vec2 position = grid_position();
    uvec4 record = texelFetch(u_cells, ivec2(floor(position * u_cell_inverse)), 0);
    if (!is_drawn(record.w))
        discard;
    ivec2 at = ivec2(floor(position + u_origin)) - ivec2(u_image_origin);
    vec4 pixel = u_placeholder.z != 0u ? placeholder(at) : texelFetch(u_image, at, 0);
    vec3 tinted = mix(pixel.rgb, rgb(record.x) * pixel.a, u_image_tint);
    bool tints = (record.w & CELL_IMAGE_TINT) != 0u;
    o_color = vec4(tints ? floor(tinted * 255.0 + 0.5) * (1.0 / 255.0) : pixel.rgb, pixel.a);
}
