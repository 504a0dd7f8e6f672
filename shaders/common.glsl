// The uniforms of all programs; pixel.glsl has what their fragment shaders share.
//
// Cells are never blended by the pipeline: a program composes a pixel from its cell's record and writes it, multiplied with
// its alpha where what is behind the window shows through.

uniform usampler2D u_cells;  // one texel a cell: background, foreground, tile, rich
uniform usampler2D u_rich;   // two texels a cell, only read where `rich` has its top bit set
uniform sampler2D u_atlas;
uniform vec2 u_cell;         // pixels
uniform vec2 u_cell_inverse;
uniform vec2 u_origin;       // of the grid, from the top left
uniform vec2 u_grid;         // columns, rows
uniform vec2 u_window;       // pixels
uniform vec4 u_background;   // around the grid, and its alpha
uniform vec4 u_wash;         // only of the wash program: a colour and its alpha

// How far text is thinned (light on dark) or thickened (dark on light) against physically right blending.
uniform vec2 u_contrast;
uniform float u_weight;      // the user's wish, the same on any ground
