namespace NeuroKit.Training.Reports;

/// <summary>The look of a report's page. The curves' colours are told apart by colour-blind readers as well.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --text: #1c2026; --back: #fff; --line: #8884; --dim: #667; --panel: #f4f6f8; --good: #00795a; --bad: #b8470a;
          --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #b45f9a; --c4: #8a6d00; --c5: #56798f; --right: 0 114 178; --wrong: 213 94 0; }
        @media (prefers-color-scheme: dark) { :root { --text: #e4e7eb; --back: #14171b; --dim: #9aa3ad; --panel: #1d2127; --good: #2fc49a; --bad: #ff9a57;
          --c0: #56b4e9; --c1: #ff9447; --c2: #2fc49a; --c3: #dd9bc8; --c4: #e2c340; --c5: #9ab4c4; --right: 86 180 233; --wrong: 255 148 71; } }
        * { box-sizing: border-box; }
        body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 1120px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .3rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 2.2rem 0 .7rem; border-top: 1px solid var(--line); padding-top: 1rem; }
        p { margin: .3rem 0; }
        .dim { color: var(--dim); font-size: .9rem; }
        .notes { font-size: .92rem; padding-left: 1.2rem; margin: .6rem 0; }
        .summary { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
        .summary div { background: var(--panel); border-radius: 8px; padding: .7rem .9rem; }
        .summary dt { font-size: .85rem; color: var(--dim); }
        .summary dd { margin: 0; overflow-wrap: anywhere; }
        .summary .value { font-size: 1.35rem; font-weight: 600; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1.2rem 1.6rem; }
        figure { margin: 0; }
        .chart { max-width: 660px; display: flex; flex-direction: column; }
        .chart figcaption { font-weight: 600; }
        .chart svg { margin-top: auto; width: 100%; height: auto; }
        .legend { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .85rem; }
        .legend i { display: inline-block; width: 1.1em; height: 3px; margin-right: .4em; vertical-align: .25em; background: var(--c); }
        svg text { font-size: 11.5px; fill: var(--dim); }
        svg .label { fill: var(--text); }
        .grid { stroke: var(--line); fill: none; }
        .axis { stroke: var(--dim); fill: none; }
        .curve { stroke: var(--c); fill: none; stroke-width: 1.8; stroke-linejoin: round; }
        .dot { fill: var(--c); }
        .spot { fill: var(--c); opacity: 0; }
        .spot:hover { opacity: .8; }
        .c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); } .c4 { --c: var(--c4); } .c5 { --c: var(--c5); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .88rem; }
        th { font-weight: normal; text-align: left; }
        thead th { color: var(--dim); vertical-align: bottom; }
        tfoot th, tfoot td { border-top: 1px solid var(--line); font-weight: 600; }
        .figure { text-align: right; font-variant-numeric: tabular-nums; padding-left: 1.1rem; white-space: nowrap; }
        .layers th, .layers td { padding-top: .12rem; padding-bottom: .12rem; }
        .layers th { font-family: ui-monospace, monospace; font-size: .95em; padding-right: 1rem; white-space: nowrap; }
        .layers thead th { font-family: inherit; }
        .bar { width: 100%; min-width: 7rem; padding-left: 1.1rem; }
        .bar i { display: block; height: .7em; border-radius: 2px; background: var(--c0); }
        .confusion tbody th, .confusion tfoot th { padding-right: .7rem; white-space: nowrap; }
        .confusion .right, .confusion .wrong { min-width: 2.5rem; height: 2.1rem; text-align: center; border: 1px solid var(--line); font-variant-numeric: tabular-nums; }
        .confusion .right { background: rgb(var(--right) / calc(.08 + .92 * var(--share, -.087))); }
        .confusion .wrong { background: rgb(var(--wrong) / calc(.15 + .85 * var(--share, -.177))); }
        .confusion .deep { color: var(--back); }
        .confusion.small .right, .confusion.small .wrong { min-width: .55rem; height: .55rem; padding: 0; border: 0; }
        .confusion.small th, .confusion.small .figure { font-size: .6rem; line-height: 1; }
        .turned { height: 6.5rem; }
        .turned span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 6.3rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        th.turned { text-align: center; }
        .samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1.1rem; }
        .samples img { display: block; width: 100%; height: auto; image-rendering: pixelated; border-radius: 4px; }
        .samples figcaption { font-size: .9rem; margin-top: .3rem; overflow-wrap: anywhere; }
        .good { color: var(--good); } .bad { color: var(--bad); }
        code, pre { font-family: ui-monospace, monospace; font-size: .85rem; }
        pre { background: var(--panel); border-radius: 8px; padding: .9rem 1rem; overflow-x: auto; line-height: 1.4; }
        """;
}
