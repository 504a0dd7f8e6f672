/* What a resource database says of the size of text. */
#include "test.h"
#include "x11_dpi.h"

static void it_is_the_line_of_its_name(void) {
    CHECK(x11_dpi_in("Xft.dpi:\t144\n") == 144.0);
    CHECK(x11_dpi_in("Xcursor.size: 24\nXft.dpi: 120.5\nXft.hinting: 1\n") == 120.5);
    CHECK(x11_dpi_in("Xft.dpi:192") == 192.0);
    CHECK(x11_dpi_in("\n\nXft.dpi:192\n\n") == 192.0);
    CHECK(x11_dpi_in("Xft.dpi: 192\nXft.dpi: 144\n") == 144.0);
}

static void other_lines_are_not(void) {
    CHECK(x11_dpi_in(NULL) == 96.0);
    CHECK(x11_dpi_in("") == 96.0);
    CHECK(x11_dpi_in("Xft.dpi") == 96.0);
    CHECK(x11_dpi_in("other.Xft.dpi: 192\n") == 96.0);
    CHECK(x11_dpi_in("Xft.dpis: 192\n") == 96.0);
}

static void what_cannot_be_meant_is_not(void) {
    static const char *const bad[] = {"Xft.dpi: 0",   "Xft.dpi: -96", "Xft.dpi: much", "Xft.dpi: 47",
                                      "Xft.dpi: 1e9", "Xft.dpi: nan", "Xft.dpi: inf"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(x11_dpi_in(bad[i]) == 96.0);
    }
}

int main(void) {
    RUN(it_is_the_line_of_its_name);
    RUN(other_lines_are_not);
    RUN(what_cannot_be_meant_is_not);
    return test_end();
}
