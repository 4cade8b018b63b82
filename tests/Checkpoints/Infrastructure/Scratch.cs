using System;
using System.IO;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A directory of a test's own, which is deleted in the end.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>The path of the directory.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("fusedopt-tests-").FullName;

    /// <summary>Returns the path of a file in the directory.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
