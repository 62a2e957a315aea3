using NeuroKit.Events;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Imports a data set from whatever it lies in: an unpacked folder, zips, tars, a folder of archives.</summary>
internal static class DatasetImport
{
    public static ImportResult Run(
        string store, DatasetManifest manifest, IReadOnlyList<string> sources, ImportOptions options, EventFormats? formats,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        List<string> folders = [];
        List<string> zips = [];
        List<string> tars = [];
        foreach (string source in sources)
        {
            IReadOnlyList<string> archives = DatasetFiles.FindArchives(manifest, source, formats);
            foreach (string archive in archives)
            {
                switch (ArchivePath.KindOf(archive))
                {
                    case ArchiveKind.Zip:
                        zips.Add(archive);
                        break;
                    case ArchiveKind.Tar:
                        tars.Add(archive);
                        break;
                    default:
                        throw new DatasetException(archive, "is neither a zip nor a tar, whatever its name says; was it downloaded whole?");
                }
            }

            if (archives.Count > 0)
                continue;
            if (!Directory.Exists(source))
                throw new DatasetException(source, File.Exists(source) ? "is no archive; expected zips, tars or a folder" : "does not exist; expected archives or a folder");
            folders.Add(source);
        }

        if ((folders.Count > 0 ? 1 : 0) + (zips.Count > 0 ? 1 : 0) + (tars.Count > 0 ? 1 : 0) > 1 || folders.Count > 1)
            throw new DatasetException(folders.Concat(tars).First(), "is imported by itself; expected one folder, or zips alone, or tars alone");
        if (tars.Count > 0)
            return TarImport.Run(store, manifest, tars, options, formats, progress, cancellationToken);
        EventDataset dataset = zips.Count > 0
            ? manifest.Open(DatasetFiles.OfArchives(zips, options.ArchiveLimits), formats: formats)
            : manifest.Open(folders[0], formats: formats);
        return EventImport.Run(store, dataset, options, progress, cancellationToken);
    }
}
