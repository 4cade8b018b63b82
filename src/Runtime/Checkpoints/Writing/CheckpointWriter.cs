using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace FusedOpt;

/// <summary>Writes a model that is held as a safetensors file.</summary>
internal sealed class CheckpointWriter
{
    /// <summary>The version of the format: of the names and the meaning of what FusedOpt keeps in a file.</summary>
    public const int FormatVersion = 1;

    /// <summary>The name of the version in the metadata.</summary>
    public const string VersionName = ModelRecord.Prefix + "format_version";

    private readonly ModelHold _hold;
    private readonly CollectPass _collected;
    private readonly SafetensorsHeader _header;

    /// <summary>Lists what is to be written.</summary>
    /// <exception cref="CheckpointException">Two tensors have one name, or the header is too long.</exception>
    public CheckpointWriter(ModelHold hold, CheckpointSaveOptions options)
    {
        var names = new NameMap(options.Names);
        (_hold, _collected) = (hold, new(options.Contents, names));
        hold.Show(_collected);
        names.Check();

        var metadata = new Dictionary<string, string>(options.Metadata)
        {
            [VersionName] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [ContentsName] = options.Contents.ToString(),
        };
        _collected.Write(metadata);
        SafetensorsHeader layout = Create(metadata);
        metadata[ContentChecksum.Name] = ContentChecksum.Compute(metadata, layout.Entries, e => _collected.Checksums[e.Name]);
        _header = Create(metadata);
    }

    /// <summary>The name of the part of the model in the metadata.</summary>
    public static string ContentsName => ModelRecord.Prefix + "contents";

    /// <summary>The number of bytes of the file.</summary>
    public long Length => _header.DataStart + _header.DataLength;

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        stream.Write(_header.ToBytes());
        WritePass.Run(_hold, stream, _collected);
    }

    private SafetensorsHeader Create(Dictionary<string, string> metadata)
    {
        var tensors = new List<(string, TensorType, long[])>(_collected.Tensors.Count);
        foreach (ModelTensor tensor in _collected.Tensors)
            tensors.Add((tensor.Name, tensor.Type, tensor.Shape));
        return SafetensorsHeader.Create(tensors, metadata);
    }
}
