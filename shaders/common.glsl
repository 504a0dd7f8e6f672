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

// Of images over cells.
uniform sampler2D u_image;
uniform sampler2D u_ground;    // what was drawn below text, a copy of the window
uniform vec2 u_image_origin;   // of the image, from the top left of the window
uniform vec2 u_image_size;
uniform int u_image_pass;      // its level (backend_image.h) twice, and 1 where those below the text of a cell are drawn
uniform float u_image_tint;
uniform uvec3 u_placeholder;   // frame, hatch, thickness of lines; 0: it is none

// cell_record.h
const uint CELL_IMAGE_UNDER = 0x01000000u;
const uint CELL_IMAGE_GROUND = 0x02000000u;
const uint CELL_IMAGE_HIDE = 0x04000000u;
const uint CELL_IMAGE_TINT = 0x08000000u;
const uint CELL_IMAGE_CURSOR = 0x10000000u;
