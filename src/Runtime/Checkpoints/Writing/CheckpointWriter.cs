using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FusedOpt;

/// <summary>Writes a model that is held as a safetensors file.</summary>
internal sealed class CheckpointWriter
{
    /// <summary>The version of the format: of the names and the meaning of what FusedOpt keeps in a file.</summary>
    public const int FormatVersion = 1;

    /// <summary>The name of the version in the metadata.</summary>
    public const string VersionName = ModelRecord.Prefix + "format_version";

    /// <summary>The name of the part of the model in the metadata.</summary>
    public const string ContentsName = ModelRecord.Prefix + "contents";

    /// <summary>The name of the metric in the metadata.</summary>
    public const string MetricName = ModelRecord.Prefix + "metric";

    private readonly ModelHold _hold;
    private readonly CollectPass _collected;
    private readonly Dictionary<string, string> _metadata;
    private readonly SafetensorsHeader _layout;

    /// <summary>Lists the contents of the file.</summary>
    /// <exception cref="CheckpointException">Two tensors have one name, or the header is too long.</exception>
    public CheckpointWriter(ModelHold hold, CheckpointSaveOptions options)
    {
        var names = new NameMap(options.Names);
        var waiting = new WaitingPass();
        hold.Show(waiting);
        (_hold, _collected) = (hold, new(options.Contents, waiting.IsWaiting, names));
        hold.Show(_collected);
        names.Check();
        _metadata = new(options.Metadata)
        {
            [VersionName] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [ContentsName] = options.Contents.ToString(),
        };
        if (options.Metric is { } metric)
            _metadata[MetricName] = metric.ToString("R", CultureInfo.InvariantCulture);
        _collected.Write(_metadata);
        _layout = CreateHeader(checksum: 0);
    }

    /// <summary>The number of bytes of the file.</summary>
    public long Length => _layout.DataStart + _layout.DataLength;

    /// <summary>Writes the file from the stream's position on.</summary>
    /// <remarks>
    /// The checksum stands in the header, before the data. If the stream can seek, the header is written anew when all data have been;
    /// otherwise the data are read twice.
    /// </remarks>
    public void Write(Stream stream)
    {
        if (!stream.CanSeek)
        {
            stream.Write(CreateHeader(Combine(WritePass.Run(_hold, _collected, stream: null))).ToBytes());
            WritePass.Run(_hold, _collected, stream);
            return;
        }

        long start = stream.Position;
        stream.Write(_layout.ToBytes());
        uint checksum = Combine(WritePass.Run(_hold, _collected, stream));
        long end = stream.Position;
        stream.Position = start;
        stream.Write(CreateHeader(checksum).ToBytes());
        stream.Position = end;
    }

    // The entries of the layout are in the order in which tensors are written. A file that lacks one must not get its name.
    private uint Combine(IReadOnlyList<uint> checksums)
    {
        if (checksums.Count != _layout.Entries.Count)
            throw new InvalidOperationException("The model has changed while it was saved. Nothing has been saved.");
        var byName = _layout.Entries.Zip(checksums).ToDictionary(p => p.First.Name, p => p.Second);
        return ContentChecksum.Compute(_metadata, _layout.Entries, e => byName[e.Name]);
    }

    // The text of a checksum has one length, and so has the header.
    private SafetensorsHeader CreateHeader(uint checksum)
    {
        var metadata = new Dictionary<string, string>(_metadata) { [ContentChecksum.Name] = ContentChecksum.Format(checksum) };
        return SafetensorsHeader.Create(_collected.Tensors.Select(t => (t.Name, t.Type, t.Shape)), metadata);
    }
}
