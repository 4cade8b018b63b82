using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt;

/// <summary>A checkpoint whose header has been read and checked.</summary>
internal sealed class CheckpointFile
{
    /// <summary>The names of FusedOpt's own metadata that belong to the file, and to no model in it.</summary>
    public static readonly string[] Own =
        [CheckpointWriter.VersionName, CheckpointWriter.ContentsName, CheckpointWriter.MetricName, ContentChecksum.Name];

    private readonly CheckpointSource _source;

    // The checksums of the tensors as they were read first, by name.
    private readonly Dictionary<string, uint> _checksums = [];

    /// <summary>Reads the header of a checkpoint.</summary>
    /// <param name="source">The bytes of the checkpoint.</param>
    /// <param name="readsAnyVersion">True to read the header of a file whose other contents this version does not know.</param>
    /// <exception cref="CheckpointException">The file is damaged, no safetensors file, or of a later version of the format.</exception>
    public CheckpointFile(CheckpointSource source, bool readsAnyVersion = false)
    {
        _source = source;
        byte[] first = new byte[(int)Math.Min(SafetensorsHeader.LengthSize, source.Fill(SafetensorsHeader.LengthSize))];
        source.Read(0, first);
        long length = SafetensorsHeader.ReadLength(first, source.Fill(SafetensorsHeader.FindEnd(first)));
        byte[] json = new byte[length];
        source.Read(SafetensorsHeader.LengthSize, json);
        long start = SafetensorsHeader.LengthSize + length;
        Header = SafetensorsHeader.Read(json, needed => source.Fill(start + Math.Min(needed, long.MaxValue - start)) - start);
        Metadata = new(Header.Metadata);
        if (!readsAnyVersion)
            CheckVersion();
    }

    /// <summary>The header.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>The metadata.</summary>
    public MetadataReader Metadata { get; }

    /// <summary>The metric with which the model was saved; null if there is none.</summary>
    /// <remarks>Nothing that is loaded depends on the metric: a text that is no number counts as none.</remarks>
    public double? Metric =>
        double.TryParse(Metadata.Find(CheckpointWriter.MetricName), NumberStyles.Float, CultureInfo.InvariantCulture, out double metric)
            ? metric
            : null;

    /// <summary>The values of the user's own.</summary>
    public CheckpointMetadata UserMetadata
    {
        get
        {
            var user = new CheckpointMetadata();
            foreach ((string name, string value) in Header.Metadata)
            {
                if (!name.StartsWith(ModelRecord.Prefix, StringComparison.Ordinal))
                    user[name] = value;
            }

            return user;
        }
    }

    /// <summary>Reads a tensor as it is in the file; on several threads, since the file has been read before and is in the cache.</summary>
    /// <exception cref="CheckpointException">The tensor is another than when it was read before, or cannot be read.</exception>
    public void Read(TensorEntry entry, TensorMemory memory)
    {
        if (!_source.MayChange)
        {
            memory.Run(_source.IsParallel, (_, offset, chunk) => Read(entry, offset, chunk));
            return;
        }

        var checksums = new ChunkChecksums(entry.ByteCount);
        memory.Run(_source.IsParallel, (number, offset, chunk) =>
        {
            Read(entry, offset, chunk);
            checksums.Add(number, chunk);
        });
        Compare(entry, checksums);
    }

    /// <summary>Reads bytes of a tensor; <see cref="Compare"/> has to follow when all have been read.</summary>
    public void Read(TensorEntry entry, long offset, Span<byte> buffer) => _source.Read(Header.DataStart + entry.Begin + offset, buffer);

    /// <summary>Demands that a tensor is the same each time that it is read.</summary>
    /// <exception cref="CheckpointException">The tensor is another than when it was read before.</exception>
    public void Compare(TensorEntry entry, ChunkChecksums checksums)
    {
        uint total = checksums.Total;
        if (!_checksums.TryAdd(entry.Name, total) && _checksums[entry.Name] != total)
        {
            throw new CheckpointException(
                $"Its entry {HeaderText.Quote(entry.Name)} has changed while it was read: another program is writing to it.");
        }
    }

    /// <summary>Demands that the file says what was written, if it has a checksum, and that it is still there as it was opened.</summary>
    /// <param name="check">Called now and then: to cancel.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public void Verify(Action check)
    {
        string? expected = Metadata.Find(ContentChecksum.Name);

        // A file of another program has no version, and needs no checksum.
        if (expected is null && Metadata.Find(CheckpointWriter.VersionName) is not null)
            throw new CheckpointException($"It is damaged: it has no {ContentChecksum.Name} in its metadata.");

        // All of it is read before anything is changed, also where only a second reading tells if it is what it was.
        if (expected is not null || _source.MayChange)
        {
            long longest = Header.Entries.Select(e => e.ByteCount).DefaultIfEmpty().Max();
            byte[] buffer = new byte[(int)Math.Min(Chunks.Length, longest)];
            uint checksum = ContentChecksum.Compute(Header.Metadata, Header.Entries, e => Compute(e, buffer, check));
            string found = ContentChecksum.Format(checksum);
            if (expected is not null && found != expected)
            {
                throw new CheckpointException(
                    $"It is damaged: its checksum is {found}, and was {HeaderText.Quote(expected)} when it was written. If another program "
                        + $"has changed the file, remove {ContentChecksum.Name} from its metadata there.");
            }
        }

        _source.CheckLength();
    }

    private uint Compute(TensorEntry entry, byte[] buffer, Action check)
    {
        // In order and on one thread: a disk is read ahead of a reader that goes on, and slower for two.
        var checksums = new ChunkChecksums(entry.ByteCount);
        Chunks.Run(entry.ByteCount, isParallel: false, (number, offset, count) =>
        {
            check();
            Span<byte> chunk = buffer.AsSpan(0, count);
            Read(entry, offset, chunk);
            checksums.Add(number, chunk);
        });
        Compare(entry, checksums);
        return checksums.Total;
    }

    private void CheckVersion()
    {
        if (Metadata.FindLong(CheckpointWriter.VersionName) is < 1 or > CheckpointWriter.FormatVersion)
        {
            throw new CheckpointException(
                $"It has version {Metadata.Find(CheckpointWriter.VersionName)} of the format, and this version of FusedOpt reads version "
                    + $"{CheckpointWriter.FormatVersion} and earlier ones. Update FusedOpt to load it.");
        }
    }
}
