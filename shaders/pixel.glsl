// Shared by all fragment shaders: where a pixel lies in the grid, colours, coverage. How tiles are laid over a ground
// stands in opaque.glsl and translucent.glsl: the same functions of a SHADE, which is what they have of a colour.

vec3 rgb(uint color) {
    return vec3(uvec3(color >> 16, color >> 8, color) & 255u) * (1.0 / 255.0);
}

// A step of what is done with coverage: more of it, or less, but none and all stay what they are.
float bent(float coverage, float bend) {
    return coverage + bend * coverage * (1.0 - coverage);
}

// Coverage is blended as light (with a gamma of 2, which costs a square root only), so that coloured edges keep their
// hue; it is bent first, by the wanted weight, and by the contrast of text and ground, so that strokes keep their weight
// on any ground.
float share_of(float coverage, vec3 ground, vec3 color) {
    float contrast = dot(color - ground, vec3(0.30, 0.59, 0.11));
    float bend = contrast * (contrast > 0.0 ? u_contrast.x : u_contrast.y);
    return bent(bent(coverage, u_weight), bend);
}

vec4 texel_of(uint tile, vec2 at) {
    ivec2 origin = ivec2(vec2(uvec2(tile, tile >> 12) & 0xFFFu) * u_cell);
    return texelFetch(u_atlas, origin + ivec2(at), 0);
}

// Position in the grid in pixels from its top left.
vec2 grid_position() {
    return vec2(gl_FragCoord.x, u_window.y - gl_FragCoord.y) - u_origin;
}
