// All the layers of a cell, as in rich.frag, over what was drawn below it: a copy of that. Cells that are not rich have
// none but their own glyph.
flat in ivec2 v_cell;
out vec4 o_color;

void main() {
    vec2 at = grid_position() - vec2(v_cell) * u_cell;
    uvec4 record = texelFetch(u_cells, v_cell, 0);
    bool rich = record.w >> 31 != 0u;
    uvec4 reach = rich ? texelFetch(u_rich, ivec2(v_cell.x * 2, v_cell.y), 0) : uvec4(0u);
    uvec4 lines = rich ? texelFetch(u_rich, ivec2(v_cell.x * 2 + 1, v_cell.y), 0) : uvec4(0u);
    vec3 foreground = rgb(record.y);
    SHADE shade = shade_of_pixel(texelFetch(u_ground, ivec2(gl_FragCoord.xy), 0));
    shade = over(shade, lines.x, rgb(lines.y), at);
    shade = over(shade, reach.x, rgb(reach.y), at);
    shade = over(shade, reach.z, rgb(reach.w), at);
    shade = over(shade, record.z, foreground, at);
    shade = over(shade, lines.z, foreground, at);
    o_color = shown(over(shade, lines.w, rgb(record.w), at));
}
