using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FusedOpt;

/// <summary>The description of a checkpoint, read from its header alone: to look into a file before there is a model.</summary>
public sealed class CheckpointInfo
{
    private CheckpointInfo(string path, CheckpointFile file)
    {
        Path = path;
        StepCount = file.Metadata.FindLong(ModelRecord.NameOf("", ModelRecord.StepCountWord));
        Metric = file.Metric;
        Metadata = file.UserMetadata;
        Tensors = [.. file.Header.Entries.Select(e => new CheckpointTensor(e.Name, e.Type.Name, e.Shape.AsReadOnly()))];
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The number of steps that the model had taken; null if another program has written the file without a step count.</summary>
    public long? StepCount { get; }

    /// <summary>The metric with which a <see cref="CheckpointDirectory"/> has saved the model; null if there is none.</summary>
    public double? Metric { get; }

    /// <summary>The values that were saved beside the model.</summary>
    public CheckpointMetadata Metadata { get; }

    /// <summary>The tensors in their order in the file.</summary>
    public IReadOnlyList<CheckpointTensor> Tensors { get; }

    /// <summary>Reads the header of a file: its description, and none of its tensors.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="CheckpointException">
    /// The file cannot be read, its header is damaged or does not fit the length of the file, or a later version of FusedOpt has written
    /// the file.
    /// </exception>
    public static CheckpointInfo Read(string path) => Read(path, file => new CheckpointInfo(path, file));

    /// <summary>Reads all of a file, and demands that the file holds what was written.</summary>
    /// <remarks>A file of another program has no checksum, so that changed elements of tensors cannot be seen.</remarks>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="CheckpointException">
    /// The file cannot be read or is damaged, or a later version of FusedOpt has written the file.
    /// </exception>
    public static void Verify(string path) => Read(path, file =>
    {
        file.Verify(() => { });
        return true;
    });

    private static T Read<T>(string path, Func<CheckpointFile, T> read)
    {
        using CheckpointSource source = FileSource.Open(path, mostAtOnce: 0);
        try
        {
            return read(new(source));
        }
        catch (IOException e)
        {
            Exception? cause = e is CheckpointException ? e.InnerException : e;
            throw new CheckpointException($"The checkpoint {HeaderText.Quote(path)} cannot be read. {e.Message}", cause);
        }
    }
}
