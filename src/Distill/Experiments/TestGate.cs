using NeuroKit.Training;

namespace NeuroKit.Distill.Experiments;

/// <summary>Hands test recordings out while the protocol is the one that the plan was made with.</summary>
internal sealed class TestGate(string planPath, ExperimentProtocol protocol)
{
    private readonly string _path = PathOf(planPath, protocol);

    /// <summary>Where a plan's protocol lies.</summary>
    public static string PathOf(string planPath, ExperimentProtocol protocol) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(planPath))!, protocol.Path);

    /// <exception cref="TrainingException">The protocol is missing, or is another than the plan says.</exception>
    public void Open()
    {
        if (!File.Exists(_path))
            throw new TrainingException($"{_path}: the protocol is missing; no test recording is looked at without it");
        string found = ExperimentFolder.Sha256(File.ReadAllBytes(_path));
        if (found != protocol.Sha256)
            throw new TrainingException($"{_path}: its SHA-256 is {found}, and the plan was made with {protocol.Sha256}; no test recording is looked at under a protocol that has changed");
    }
}
