// All the layers of a cell, lowest first: background, underline, what reaches over from neighbours, the cell's own
// glyph, lines through the text, cursor outline.
flat in ivec2 v_cell;
out vec4 o_color;

void main() {
    vec2 at = grid_position() - vec2(v_cell) * u_cell;
    uvec4 record = texelFetch(u_cells, v_cell, 0);
    uvec4 reach = texelFetch(u_rich, ivec2(v_cell.x * 2, v_cell.y), 0);
    uvec4 lines = texelFetch(u_rich, ivec2(v_cell.x * 2 + 1, v_cell.y), 0);
    vec3 foreground = rgb(record.y);
    SHADE shade = over(shade_of(record.x), lines.x, rgb(lines.y), at);
    shade = over(shade, reach.x, rgb(reach.y), at);
    shade = over(shade, reach.z, rgb(reach.w), at);
    shade = over(shade, record.z, foreground, at);
    shade = over(shade, lines.z, foreground, at);
    o_color = shown(over(shade, lines.w, rgb(record.w), at));
}
