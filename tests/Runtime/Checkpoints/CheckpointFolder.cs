using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FusedOpt.CompilerServices;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>A directory of checkpoints of a test, with its warnings, which is deleted at the end.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    /// <summary>The path of the directory, which the first object creates.</summary>
    public string Root { get; } = Path.Combine(Directory.CreateTempSubdirectory("rotation").FullName, "run");

    /// <summary>The sentences that were received.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The steps of the files, as a sorted list. Names of other files are not looked at.</summary>
    public long[] Steps =>
    [
        .. Directory.EnumerateFiles(Root, "step-*.safetensors")
            .Select(f => long.Parse(Path.GetFileNameWithoutExtension(f)["step-".Length..], CultureInfo.InvariantCulture))
            .Order(),
    ];

    /// <summary>The names of everything in the directory, sorted.</summary>
    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Root).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Returns the path of a name in the directory.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Returns the path of the file of a step.</summary>
    public string this[long step] => this[$"step-{step}.safetensors"];

    /// <summary>Returns a model after some steps, with weights that say how many.</summary>
    public static Rotated ModelAt(long step)
    {
        var model = new Rotated { Weights = [step, step + 0.5f, -step] };
        ((IModelNode)model).StepState.Restore(step);
        return model;
    }

    /// <summary>Opens the directory.</summary>
    public CheckpointDirectory Open(int keepLast = 3, int keepBest = 0, MetricMode mode = MetricMode.Min) =>
        Open(FileOperations.Default, keepLast, keepBest, mode);

    /// <inheritdoc cref="Open(int, int, MetricMode)"/>
    public CheckpointDirectory Open(FileOperations operations, int keepLast = 3, int keepBest = 0, MetricMode mode = MetricMode.Min) =>
        new(Root, new() { KeepLast = keepLast, KeepBest = keepBest, Mode = mode, Warn = Warnings.Add }, operations);

    /// <summary>Saves models of steps, one after the other.</summary>
    public void Fill(params ReadOnlySpan<long> steps)
    {
        using CheckpointDirectory directory = Open(keepLast: 100);
        foreach (long step in steps)
            directory.Save(ModelAt(step));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}
