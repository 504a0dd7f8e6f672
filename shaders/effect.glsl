#version 330 core
// Before a shader of the user's (src/render/gl/gl_effect.h): the names that Shadertoy gives.
uniform sampler2D iChannel0;
uniform vec3 iResolution;
uniform float iTime;
uniform float iTimeDelta;
uniform int iFrame;
out vec4 quire_color;
#line 1
