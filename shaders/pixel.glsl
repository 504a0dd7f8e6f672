// Shared by both fragment shaders: where a pixel lies in the grid, and how tiles are laid over colours.

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
vec3 over(vec3 ground, uint tile, vec3 color, vec2 at) {
    ivec2 origin = ivec2(vec2(uvec2(tile, tile >> 12) & 0xFFFu) * u_cell);
    vec4 texel = texelFetch(u_atlas, origin + ivec2(at), 0);
    float contrast = dot(color - ground, vec3(0.30, 0.59, 0.11));
    float bend = contrast * (contrast > 0.0 ? u_contrast.x : u_contrast.y);
    float share = bent(bent(texel.a, u_weight), bend);
    vec3 text = texel.a > 0.0 ? sqrt(mix(ground * ground, color * color, share)) : ground;
    text = texel.a < 1.0 ? text : color;
    return tile >> 31 == 0u ? text : texel.rgb + ground * (1.0 - texel.a);
}

// Position in the grid in pixels from its top left.
vec2 grid_position() {
    return vec2(gl_FragCoord.x, u_window.y - gl_FragCoord.y) - u_origin;
}
