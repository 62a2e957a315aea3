using System.Diagnostics;
using NeuroKit.Distill.Experiments;

namespace NeuroKit.Distill.Tests.Experiments;

public sealed class ProtocolCommitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-protocol").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void A_committed_protocol_has_its_commit_and_a_changed_one_none()
    {
        Skip.IfNot(Git("init", "-q"), "there is no git");
        string protocol = Path.Combine(_folder, "protocol.md");
        File.WriteAllText(protocol, "declared\n");
        Assert.Null(ProtocolCommit.Find(protocol));
        Assert.True(Git("add", "protocol.md") && Commit("protocol"));
        string commit = ProtocolCommit.Find(protocol)!;
        Assert.Matches("^[0-9a-f]{40,64}$", commit);
        // Later commits of other files are not its.
        File.WriteAllText(Path.Combine(_folder, "other.md"), "other\n");
        Assert.True(Git("add", "other.md") && Commit("other"));
        Assert.Equal(commit, ProtocolCommit.Find(protocol));
        File.AppendAllText(protocol, "changed\n");
        Assert.Null(ProtocolCommit.Find(protocol));
        Assert.Null(ProtocolCommit.Find(Path.Combine(_folder, "nowhere", "protocol.md")));
    }

    private bool Commit(string message) => Git("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", message);

    private bool Git(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
