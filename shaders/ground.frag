// The backgrounds alone of cells whose text lies over an image.
out vec4 o_color;

void main() {
    ivec2 cell = ivec2(floor(grid_position() * u_cell_inverse));
    uvec4 record = texelFetch(u_cells, cell, 0);
    if ((record.w & CELL_IMAGE_UNDER) == 0u)
        discard;
    o_color = shown(shade_of(record.x));
}
