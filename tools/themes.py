#!/usr/bin/env python3
"""Writes data/themes/ from two collections of colours, which are fetched, never kept here.

usage: themes.py ITERM2_SCHEMES KITTY_THEMES FOLDER

Both are git directories (github.com/mbadolato/iTerm2-Color-Schemes and github.com/kovidgoyal/kitty-themes). Colour values
come from them; who made a theme, where it lives, and under which licence, stands in the table below, from the LICENSE of the
theme's own repository, or (marked "declared") from the head of its file in the second collection. Themes of unclear or
copyleft licences are left out.
"""
import pathlib
import re
import subprocess
import sys

HUB = "https://github.com/"
# name | title | author | licence | source | collection (g: ghostty/ of the first, k: themes/ of the second) and file
TABLE = """
adwaita-dark | Adwaita Dark | Emil Löfquist, after GNOME | MIT, declared | https://github.com/ewal/kitty-adwaita | k adwaita_dark
adwaita-light | Adwaita Light | Emil Löfquist, after GNOME | MIT, declared | https://github.com/ewal/kitty-adwaita | k adwaita_light
alabaster | Alabaster | Nikita Prokopov | MIT, declared | tonsky/sublime-scheme-alabaster | k Alabaster
alabaster-dark | Alabaster Dark | Nikita Prokopov | MIT, declared | tonsky/sublime-scheme-alabaster | k Alabaster_Dark
andromeda | Andromeda | Eliver Lara | MIT | EliverLara/Andromeda | g Andromeda
aura | Aura | Dalton Menezes | MIT | daltonmenezes/aura-theme | g Aura
ayu-dark | Ayu Dark | Konstantin Pschera | MIT | ayu-theme/ayu-colors | g Ayu
ayu-light | Ayu Light | Konstantin Pschera | MIT | ayu-theme/ayu-colors | g Ayu Light
ayu-mirage | Ayu Mirage | Konstantin Pschera | MIT | ayu-theme/ayu-colors | g Ayu Mirage
carbonfox | Carbonfox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Carbonfox
catppuccin-frappe | Catppuccin Frappé | Catppuccin | MIT, declared | catppuccin/catppuccin | k Catppuccin-Frappe
catppuccin-latte | Catppuccin Latte | Catppuccin | MIT, declared | catppuccin/catppuccin | k Catppuccin-Latte
catppuccin-macchiato | Catppuccin Macchiato | Catppuccin | MIT, declared | catppuccin/catppuccin | k Catppuccin-Macchiato
catppuccin-mocha | Catppuccin Mocha | Catppuccin | MIT, declared | catppuccin/catppuccin | k Catppuccin-Mocha
challenger-deep | Challenger Deep | MaxSt | MIT | challenger-deep-theme/vim | g Challenger Deep
cobalt2 | Cobalt2 | Wes Bos, Roberto Achar | MIT | wesbos/cobalt2-vscode | g Cobalt2
dawnfox | Dawnfox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Dawnfox
dayfox | Dayfox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Dayfox
doom-one | Doom One | Henrik Lissner | MIT, declared | doomemacs/themes | k Doom_One
dracula | Dracula | Zeno Rocha, Dracula Theme | MIT | dracula/dracula-theme | g Dracula
duskfox | Duskfox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Duskfox
eldritch | Eldritch | Eldritch, jacobrreed | MIT, declared | eldritch-theme/kitty | k Eldritch
embark | Embark | embark-theme | MIT | embark-theme/vim | g Embark
everforest-dark-hard | Everforest Dark Hard | Sainnhe Park | MIT | sainnhe/everforest | k everforest_dark_hard
everforest-dark-medium | Everforest Dark Medium | Sainnhe Park | MIT | sainnhe/everforest | k everforest_dark_medium
everforest-dark-soft | Everforest Dark Soft | Sainnhe Park | MIT | sainnhe/everforest | k everforest_dark_soft
everforest-light-hard | Everforest Light Hard | Sainnhe Park | MIT | sainnhe/everforest | k everforest_light_hard
everforest-light-medium | Everforest Light Medium | Sainnhe Park | MIT | sainnhe/everforest | k everforest_light_medium
everforest-light-soft | Everforest Light Soft | Sainnhe Park | MIT | sainnhe/everforest | k everforest_light_soft
fairyfloss | Fairyfloss | sailorhg, Snuggle | MIT, declared | sailorhg/fairyfloss | k fairyfloss
flexoki-dark | Flexoki Dark | Steph Ango | MIT, declared | kepano/flexoki | g Flexoki Dark
flexoki-light | Flexoki Light | Steph Ango | MIT, declared | kepano/flexoki | g Flexoki Light
ghostty | Ghostty Default | Mitchell Hashimoto, Ghostty contributors | MIT | ghostty-org/ghostty | g Ghostty Default Style Dark
github-dark | GitHub Dark | Primer | MIT | primer/github-vscode-theme | g GitHub Dark Default
github-dark-dimmed | GitHub Dark Dimmed | Primer | MIT | primer/github-vscode-theme | g GitHub Dark Dimmed
github-dark-high-contrast | GitHub Dark High Contrast | Primer | MIT | primer/github-vscode-theme | g GitHub Dark High Contrast
github-light | GitHub Light | Primer | MIT | primer/github-vscode-theme | g GitHub Light Default
github-light-high-contrast | GitHub Light High Contrast | Primer | MIT | primer/github-vscode-theme | g GitHub Light High Contrast
gruvbox-dark | Gruvbox Dark | Pavel Pertsev | MIT, declared | morhetz/gruvbox | g Gruvbox Dark
gruvbox-dark-hard | Gruvbox Dark Hard | Pavel Pertsev | MIT, declared | morhetz/gruvbox | g Gruvbox Dark Hard
gruvbox-dark-soft | Gruvbox Dark Soft | Pavel Pertsev | MIT, declared | morhetz/gruvbox | k gruvbox-dark-soft
gruvbox-light | Gruvbox Light | Pavel Pertsev | MIT, declared | morhetz/gruvbox | g Gruvbox Light
gruvbox-light-hard | Gruvbox Light Hard | Pavel Pertsev | MIT, declared | morhetz/gruvbox | g Gruvbox Light Hard
gruvbox-material-dark | Gruvbox Material Dark | Sainnhe Park | MIT, declared | sainnhe/gruvbox-material | g Gruvbox Material Dark
gruvbox-material-light | Gruvbox Material Light | Sainnhe Park | MIT, declared | sainnhe/gruvbox-material | g Gruvbox Material Light
horizon | Horizon | Jonathan Olaleye | MIT | jolaleye/horizon-theme-vscode | g Horizon
iceberg-dark | Iceberg Dark | cocopon | MIT | cocopon/iceberg.vim | g Iceberg Dark
iceberg-light | Iceberg Light | cocopon | MIT | cocopon/iceberg.vim | g Iceberg Light
kanagawa-dragon | Kanagawa Dragon | Tommaso Laurenzi | MIT, declared | rebelot/kanagawa.nvim | g Kanagawa Dragon
kanagawa-lotus | Kanagawa Lotus | Tommaso Laurenzi | MIT, declared | rebelot/kanagawa.nvim | g Kanagawa Lotus
kanagawa-wave | Kanagawa Wave | Tommaso Laurenzi | MIT, declared | rebelot/kanagawa.nvim | g Kanagawa Wave
kanso-ink | Kanso Ink | Webhooked | MIT | webhooked/kanso.nvim | g Kanso Ink
kanso-pearl | Kanso Pearl | Webhooked | MIT | webhooked/kanso.nvim | g Kanso Pearl
kanso-zen | Kanso Zen | Webhooked | MIT | webhooked/kanso.nvim | g Kanso Zen
light-owl | Light Owl | Sarah Drasner | MIT | sdras/night-owl-vscode-theme | g Light Owl
melange-dark | Melange Dark | Sergio Alejandro Vargas | MIT | savq/melange-nvim | g Melange Dark
melange-light | Melange Light | Sergio Alejandro Vargas | MIT | savq/melange-nvim | g Melange Light
mellow | Mellow | kvrohit | MIT, declared | mellow-theme/mellow.nvim | g Mellow
moonfly | Moonfly | bluz71 | MIT, declared | bluz71/vim-moonfly-colors | k moonfly
night-owl | Night Owl | Sarah Drasner | MIT | sdras/night-owl-vscode-theme | g Night Owl
nightfly | Nightfly | bluz71 | MIT, declared | bluz71/vim-nightfly-colors | k nightfly
nightfox | Nightfox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Nightfox
nord | Nord | Sven Greb | MIT | nordtheme/nord | g Nord
nordfox | Nordfox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Nordfox
oceanic-next | Oceanic Next | Mike Hartington | Apache-2.0 | mhartington/oceanic-next | g Oceanic Next
one-dark | One Dark | Joshua Dick, after Atom | MIT | joshdick/onedark.vim | g Atom One Dark
one-half-dark | One Half Dark | Son A. Pham | MIT, declared | sonph/onehalf | g One Half Dark
one-half-light | One Half Light | Son A. Pham | MIT, declared | sonph/onehalf | k OneHalfLight
oxocarbon | Oxocarbon | Riccardo Mazzarini | MIT | nyoom-engineering/oxocarbon.nvim | g Oxocarbon
papercolor-dark | PaperColor Dark | Nikyle Nguyen | MIT, declared | NLKNguyen/papercolor-theme | k PaperColor_dark
papercolor-light | PaperColor Light | Nikyle Nguyen | MIT, declared | NLKNguyen/papercolor-theme | k PaperColor_light
poimandres | Poimandres | drcmda | MIT | drcmda/poimandres-theme | g Poimandres
poimandres-storm | Poimandres Storm | drcmda | MIT | drcmda/poimandres-theme | g Poimandres Storm
rose-pine | Rosé Pine | mvllow, Rosé Pine | MIT, declared | rose-pine/rose-pine-theme | g Rose Pine
rose-pine-dawn | Rosé Pine Dawn | mvllow, Rosé Pine | MIT, declared | rose-pine/rose-pine-theme | g Rose Pine Dawn
rose-pine-moon | Rosé Pine Moon | mvllow, Rosé Pine | MIT, declared | rose-pine/rose-pine-theme | g Rose Pine Moon
selenized-black | Selenized Black | Jan Warchoł | MIT, declared | jan-warchol/selenized | g Selenized Black
selenized-dark | Selenized Dark | Jan Warchoł | MIT, declared | jan-warchol/selenized | g Selenized Dark
selenized-light | Selenized Light | Jan Warchoł | MIT, declared | jan-warchol/selenized | g Selenized Light
selenized-white | Selenized White | Jan Warchoł | MIT, declared | jan-warchol/selenized | k selenized-white
seoulbones-dark | Seoulbones Dark | Michael Chris Lopez | MIT, declared | mcchrish/zenbones.nvim | g Seoulbones Dark
seoulbones-light | Seoulbones Light | Michael Chris Lopez | MIT, declared | mcchrish/zenbones.nvim | g Seoulbones Light
snazzy | Snazzy | Sindre Sorhus | MIT | sindresorhus/hyper-snazzy | k snazzy
solarized-dark | Solarized Dark | Ethan Schoonover | MIT, declared | altercation/solarized | g iTerm2 Solarized Dark
solarized-light | Solarized Light | Ethan Schoonover | MIT, declared | altercation/solarized | g iTerm2 Solarized Light
sonokai | Sonokai | Sainnhe Park | MIT | sainnhe/sonokai | g Sonokai
spaceduck | Spaceduck | Guillermo Rodriguez | MIT, declared | pineapplegiant/spaceduck | k spaceduck
srcery | Srcery | Daniel Berg | MIT, declared | srcery-colors/srcery-terminal | g Srcery
synthwave-84 | SynthWave 84 | Dio Lin, after Robb Owen | MIT, declared | robb0wen/synthwave-vscode | k SynthWave84_Python
terafox | Terafox | EdenEast | MIT, declared | EdenEast/nightfox.nvim | g Terafox
tokyo-night | Tokyo Night | Folke Lemaitre | Apache-2.0 | folke/tokyonight.nvim | k tokyo_night_night
tokyo-night-day | Tokyo Night Day | Folke Lemaitre | Apache-2.0 | folke/tokyonight.nvim | k tokyo_night_day
tokyo-night-moon | Tokyo Night Moon | Folke Lemaitre | Apache-2.0 | folke/tokyonight.nvim | k tokyo_night_moon
tokyo-night-storm | Tokyo Night Storm | Folke Lemaitre | Apache-2.0 | folke/tokyonight.nvim | k tokyo_night_storm
tomorrow | Tomorrow | Chris Kempson | MIT | chriskempson/tomorrow-theme | g Tomorrow
tomorrow-night | Tomorrow Night | Chris Kempson | MIT | chriskempson/tomorrow-theme | g Tomorrow Night
tomorrow-night-blue | Tomorrow Night Blue | Chris Kempson | MIT | chriskempson/tomorrow-theme | g Tomorrow Night Blue
tomorrow-night-bright | Tomorrow Night Bright | Chris Kempson | MIT | chriskempson/tomorrow-theme | g Tomorrow Night Bright
tomorrow-night-eighties | Tomorrow Night Eighties | Chris Kempson | MIT | chriskempson/tomorrow-theme | g Tomorrow Night Eighties
vague | Vague | vague-theme | MIT, declared | vague-theme/vague.nvim | g Vague
vesper | Vesper | Rauno Freiberg | MIT | raunofreiberg/vesper | g Vesper
zenbones-dark | Zenbones Dark | Michael Chris Lopez | MIT, declared | mcchrish/zenbones.nvim | g Zenbones Dark
zenbones-light | Zenbones Light | Michael Chris Lopez | MIT, declared | mcchrish/zenbones.nvim | g Zenbones Light
"""

# What kitty calls them.
KITTY = {"foreground": "foreground", "background": "background", "cursor": "cursor-color", "cursor_text_color": "cursor-text",
         "selection_foreground": "selection-foreground", "selection_background": "selection-background"}
# What a selection or a cursor follows in kitty.
FOLLOWS = {"background": "cell-background", "none": "none"}

README = """# Themes

What `quire list-themes` shows and `theme = NAME` takes: one file each, of the keys of colours alone. The files are made
by `tools/themes.py`, whose table says where each is from; change that, not them. "declared": the licence is what the head of
the theme's file in kitty-themes says; otherwise it was read in the theme's own repository. `COPYING` has the texts that
the MIT licence asks to be kept. The colour values were taken from mbadolato/iTerm2-Color-Schemes (MIT) and from
kovidgoyal/kitty-themes, commits of {commits}.

| theme | by | licence | source |
| --- | --- | --- | --- |
"""

MIT = """The themes whose files say "licence: MIT" are under this licence, each with the copyright of the author that its file names.
Those that say Apache-2.0 are under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0); the
format of the files was changed.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def git(folder, *words):
    return subprocess.run(["git", "-C", folder, *words], stdout=subprocess.PIPE, check=True, text=True).stdout


def colors_of_ghostty(text):
    for line in text.splitlines():
        found = re.fullmatch(r"\s*([a-z-]+)\s*=\s*(?:(\d+)=)?(#?[0-9a-fA-F]{6})\s*", line)
        if found and found[1] in set(KITTY.values()) | {"palette"}:
            yield (f"palette-{found[2]}" if found[2] else found[1]), "#" + found[3].lstrip("#").lower()


def colors_of_kitty(text):
    for line in text.splitlines():
        found = re.fullmatch(r"\s*(\w+)\s+(#[0-9a-fA-F]{6}|background|none)\s*", line)
        palette = found and re.fullmatch(r"color(\d+)", found[1])
        if found and (palette or found[1] in KITTY):
            yield (f"palette-{palette[1]}" if palette else KITTY[found[1]]), FOLLOWS.get(found[2], found[2].lower())


ORDER = ["foreground", "background", "cursor-color", "cursor-text", "selection-foreground", "selection-background",
         *(f"palette-{number}" for number in range(16))]


def main():
    iterm, kitty, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    commits = " and ".join(git(repository, "log", "-1", "--format=%cs").strip() for repository in (iterm, kitty))
    table = README.format(commits=commits)
    for old in folder.glob("*"):
        old.unlink()
    for line in TABLE.strip().splitlines():
        name, title, author, licence, source, file = (word.strip() for word in line.split("|"))
        source = source if source.startswith("https:") else HUB + source
        colors = dict(colors_of_ghostty(git(iterm, "show", f"HEAD:ghostty/{file[2:]}")) if file[0] == "g" else
                      colors_of_kitty(git(kitty, "show", f"HEAD:themes/{file[2:]}.conf")))
        missing = [key for key in ["foreground", "background", *ORDER[6:]] if key not in colors]
        if missing:
            sys.exit(f"{name}: {missing} are missing")
        lines = [f"# {title}", f"# author: {author}", f"# licence: {licence.partition(',')[0]}", f"# source: {source}", ""]
        lines += [f"{key} = {colors[key]}" for key in ORDER if key in colors]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        table += f"| {name} | {author} | {licence} | {source} |\n"
    (folder / "README.md").write_text(table, encoding="utf-8")
    (folder / "COPYING").write_text(MIT, encoding="utf-8")


if __name__ == "__main__":
    main()
