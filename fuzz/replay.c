/* replay.c - runs a fuzz target over files, without libFuzzer: replay TARGET FOLDER...
 *
 * So `./dev test` runs the committed corpora with any compiler, and under the sanitizers. A fault ends the program; the
 * last line names the file that was being run when one does. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

static void run_file(const char *path) {
    static uint8_t buffer[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    size_t length = fread(buffer, 1, sizeof buffer, file);
    fclose(file);
    uint8_t *exact = malloc(length + !length); /* so that a byte too far is seen */
    if (!exact)
        abort();
    memcpy(exact, buffer, length);
    (void)LLVMFuzzerTestOneInput(exact, length);
    free(exact);
}

static unsigned long run_folder(const char *folder) {
    unsigned long count = 0;
    DIR *open = opendir(folder);
    if (!open) {
        perror(folder);
        exit(1);
    }
    for (struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        printf("\r%s", path);
        fflush(stdout);
        run_file(path);
        count++;
    }
    closedir(open);
    return count;
}

int main(int argc, char **argv) {
    unsigned long count = 0;
    for (int i = 1; i < argc; i++)
        count += run_folder(argv[i]);
    bool enough = count > 0 && fuzz_taken >= count / 10 && fuzz_taken > 0;
    printf("\n%lu inputs, %lu of them taken%s\n", count, fuzz_taken,
           enough ? "" : ": the corpus is stale (fuzz/README.md says how it is made anew)");
    printf("%lu passed, %d failed\n", enough ? count : 0, enough ? 0 : 1);
    return enough ? 0 : 1;
}
