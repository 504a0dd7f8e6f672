// Grounds that nothing shows through.
#define SHADE vec3

SHADE shade_of(uint color) {
    return rgb(color);
}

SHADE shade_of_pixel(vec4 pixel) {
    return pixel.rgb;
}

SHADE border_shade() {
    return u_background.rgb;
}

vec3 over(vec3 ground, uint tile, vec3 color, vec2 at) {
    vec4 texel = texel_of(tile, at);
    float share = share_of(texel.a, ground, color);
    vec3 text = texel.a > 0.0 ? sqrt(mix(ground * ground, color * color, share)) : ground;
    text = texel.a < 1.0 ? text : color;
    return tile >> 31 == 0u ? text : texel.rgb + ground * (1.0 - texel.a);
}

vec4 shown(SHADE shade) {
    return vec4(shade, 1.0);
}
