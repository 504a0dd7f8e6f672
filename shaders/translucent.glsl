// Grounds that what is behind the window shows through: colours with their alpha, multiplied with it at the end only. In C:
// cpu_translucent.h.
#define SHADE vec4

SHADE shade_of(uint color) {
    return vec4(rgb(color), 1.0 - float(color >> 24) * (1.0 / 255.0));
}

SHADE shade_of_pixel(vec4 pixel) {
    return vec4(pixel.a > 0.0 ? pixel.rgb / pixel.a : pixel.rgb, pixel.a);
}

SHADE border_shade() {
    return u_background;
}

vec4 over(vec4 ground, uint tile, vec3 color, vec2 at) {
    vec4 texel = texel_of(tile, at);
    float share = tile >> 31 == 0u && texel.a < 1.0 ? share_of(texel.a, ground.rgb, color) : texel.a;
    float kept = ground.a * (1.0 - share), alpha = kept + share;
    vec3 light = (ground.rgb * ground.rgb * kept + color * color * share) / max(alpha, 1.0e-6);
    vec3 mixed = (texel.rgb + ground.rgb * kept) / max(alpha, 1.0e-6);
    vec3 result = tile >> 31 == 0u ? sqrt(light) : min(mixed, vec3(1.0));
    return texel.a > 0.0 ? vec4(result, alpha) : ground;
}

vec4 shown(SHADE shade) {
    return vec4(shade.rgb * shade.a, shade.a);
}
