// Background and glyph of every cell: two texels read for each pixel.
out vec4 o_color;

void main() {
    vec2 position = grid_position();
    vec2 cell = floor(position * u_cell_inverse);
    bool inside = all(greaterThanEqual(cell, vec2(0.0))) && all(lessThan(cell, u_grid));
    vec2 place = inside ? cell : vec2(0.0);
    uvec4 record = texelFetch(u_cells, ivec2(place), 0);
    SHADE shade = over(shade_of(record.x), record.z, rgb(record.y), inside ? position - cell * u_cell : vec2(0.0));
    o_color = inside ? shown(shade) : shown(border_shade());
}
