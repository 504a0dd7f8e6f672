// One colour over what is drawn already, blended: scrollbar and bell.
out vec4 o_color;

void main() {
    o_color = u_wash;
}
