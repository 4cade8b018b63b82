using System.Collections.Generic;

namespace FusedOpt;

/// <summary>The result of loading a checkpoint.</summary>
public sealed class CheckpointReport
{
    internal CheckpointReport(string? path, CheckpointMetadata metadata, IReadOnlyList<string> differences) =>
        (Path, Metadata, Differences) = (path, metadata, differences);

    /// <summary>The path of the file that was loaded; null if a stream was loaded.</summary>
    public string? Path { get; }

    /// <summary>The values that were saved beside the model.</summary>
    public CheckpointMetadata Metadata { get; }

    /// <summary>
    /// The differences between the file and the model, one sentence each; what a sentence names was not loaded. Empty if the file was
    /// loaded as <see cref="CheckpointLoadOptions.IsStrict"/> demands.
    /// </summary>
    public IReadOnlyList<string> Differences { get; }
}
