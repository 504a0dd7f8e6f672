// A quad for each rich cell.
in uint a_cell; // row << 16 | column
flat out ivec2 v_cell;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    v_cell = ivec2(int(a_cell & 0xFFFFu), int(a_cell >> 16));
    vec2 position = u_origin + (vec2(v_cell) + corner) * u_cell;
    vec2 normal = position / u_window * 2.0 - 1.0;
    gl_Position = vec4(normal.x, -normal.y, 0.0, 1.0);
}
