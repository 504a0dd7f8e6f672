// The embedding interface from C++17: every header together, initialisers, callbacks.
#include <cstdio>
#include <cstring>
#include <string>

#include <quire/format.h>
#include <quire/history.h>
#include <quire/page.h>
#include <quire/search.h>
#include <quire/selection.h>

static bool count_hit(void *user, const quire_search_hit *) {
    ++*static_cast<int *>(user);
    return true;
}

int main() {
    quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    quire_history_options history_options = QUIRE_HISTORY_OPTIONS_INIT;
    quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    quire_search_options search = QUIRE_SEARCH_OPTIONS_INIT;
    quire_page *page = nullptr;
    quire_history *history = nullptr;
    uint32_t style = 0, columns = 0;
    size_t taken = 0;
    int hits = 0;
    const std::string text = "hello from C++";
    spec.attributes = QUIRE_ATTR_BOLD;
    bool good = quire_page_create(&page_options, &page) == QUIRE_OK &&
                quire_history_create(&history_options, &history) == QUIRE_OK &&
                quire_page_add_style(page, &spec, &style) == QUIRE_OK &&
                quire_page_write(page, 0, 0, style, text.data(), text.size(), &columns, &taken) == QUIRE_OK &&
                quire_page_scroll(page, 0, 24, 1, 0, history, nullptr) == QUIRE_OK;
    search.text = "C++";
    search.length = std::strlen(search.text);
    good = good && quire_search_history(history, &search, count_hit, &hits) == QUIRE_OK && hits == 1;
    quire_history_destroy(history);
    quire_page_destroy(page);
    std::puts(good ? "1 passed, 0 failed" : "0 passed, 1 failed");
    return !good;
}
