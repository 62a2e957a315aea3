using System.Runtime.InteropServices;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>
/// A folder of recordings a class. What stands above the class folders is looked through: the folders that archives unpack into, an archive's
/// own name, a class's name once more; the last folder that is named as a part's is says the part.
/// </summary>
internal sealed class ClassFolderLayout(DatasetManifest manifest, IFileTree tree, string[] extensions)
{
    private readonly Dictionary<string, int> _labels = manifest.Classes.Select((c, i) => (c.Folder, i)).ToDictionary(c => c.Folder, c => c.i, StringComparer.Ordinal);
    private readonly List<LayoutProblem> _problems = [];
    private readonly List<LayoutEntry> _entries = [];

    // The folder above a part's class folders, by part ("" where there are none), as first met.
    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);

    public LayoutResult Find()
    {
        // Files are sorted, but those of a folder do not follow each other where another folder's name goes on from it.
        Dictionary<string, List<string>> folders = [];
        Dictionary<string, List<string>>.AlternateLookup<ReadOnlySpan<char>> lookup = folders.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string file in tree.Files)
        {
            if (!FileTreePath.HasExtension(file, extensions))
                continue;
            ref List<string>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, FileTreePath.FolderOf(file), out _);
            (list ??= []).Add(file);
        }

        string[] names = [.. folders.Keys.Order(StringComparer.Ordinal)];
        string[] classFolders = Array.FindAll(names, f => _labels.ContainsKey(FileTreePath.NameOf(f).ToString()));
        foreach (string folder in classFolders)
            AddClass(folder, folders[folder]);
        foreach (string folder in names.Except(classFolders))
            Refuse(folder, folders[folder].Count);
        return new LayoutResult
        {
            Manifest = manifest,
            Entries = [.. _entries.OrderBy(e => SplitNames.Rank(e.Split)).ThenBy(e => e.Label)],
            Problems = _problems,
            Companions = [],
        };
    }

    private void AddClass(string folder, List<string> files)
    {
        string name = FileTreePath.NameOf(folder).ToString();
        string? split = PartOf(folder);
        if (split is null && manifest.Splits.Any(s => s.Folders.Count > 0))
        {
            string parts = string.Join(" or ", manifest.Splits.Select(s => string.Join(" or ", s.Folders)));
            _problems.Add(new LayoutProblem(DatasetProblemKind.Extra, folder, $"is a class folder in no part of {manifest.Title}; expected it in a folder {parts}", IsFatal: true) { Label = _labels[name] });
            return;
        }

        string home = HomeOf(folder);
        if (!_homes.TryAdd(split ?? "", home) && _homes[split ?? ""] != home)
        {
            _problems.Add(new LayoutProblem(DatasetProblemKind.Extra, folder,
                $"is a second folder of the class beside those in {Shown(_homes[split ?? ""])}; expected the data set once", IsFatal: true)
            { Label = _labels[name], Split = split });
            return;
        }

        foreach (string file in files)
            _entries.Add(new LayoutEntry(file, _labels[name]) { Split = split });
    }

    // Recordings in a folder that is no class: beside class folders it is a class misspelt, elsewhere something else.
    private void Refuse(string folder, int count)
    {
        string name = FileTreePath.NameOf(folder).ToString();
        bool isBesideClasses = folder.Length > 0 && _homes.ContainsValue(HomeOf(folder));
        string hint = NearestName.Of(name, _labels.Keys) is { } nearest ? $"; the nearest is {nearest}" : string.Empty;
        _problems.Add(new LayoutProblem(DatasetProblemKind.Extra, folder,
            folder.Length == 0 ? $"holds {count} recordings outside of class folders"
                : $"holds {count} recordings and is no class of {manifest.Id}{hint}", IsFatal: isBesideClasses));
    }

    private string? PartOf(string folder)
    {
        bool hasParts = manifest.Splits.Any(s => s.Folders.Count > 0);
        ReadOnlySpan<char> above = FileTreePath.FolderOf(folder);
        while (above.Length > 0)
        {
            ReadOnlySpan<char> name = Bare(FileTreePath.NameOf(above));
            // A set that is distributed undivided may lie in parts all the same, by the usual names.
            if (!hasParts && SplitNames.Known(name) is { } usual)
                return usual;
            foreach (DatasetSplit split in manifest.Splits)
            {
                foreach (string known in split.Folders)
                {
                    if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
                        return split.Name;
                }
            }

            above = FileTreePath.FolderOf(above);
        }

        return null;
    }

    // What stands above a class folder, less archives' names and the class's own, which an archive a class has above its members.
    private static string HomeOf(string folder)
    {
        string own = FileTreePath.NameOf(folder).ToString();
        return string.Join('/', FileTreePath.FolderOf(folder).ToString().Split('/')
            .Where(name => !name.EndsWith(FileTreePath.ArchiveMark) && name != own));
    }

    // An archive's name without its mark and extension.
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> name)
        => name.EndsWith(FileTreePath.ArchiveMark) && name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;

    private static string Shown(string home) => home.Length == 0 ? "the root" : home;
}
