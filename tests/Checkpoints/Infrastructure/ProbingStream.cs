using System;
using System.IO;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A stream that calls back whenever a held model is read or written.</summary>
internal sealed class ProbingStream : MemoryStream
{
    private readonly Action _probe;

    /// <summary>Creates the stream.</summary>
    public ProbingStream(Action probe, byte[]? contents = null)
    {
        _probe = probe;
        base.Write(contents ?? []);
        Position = 0;
    }

    /// <summary>The number of calls.</summary>
    public int Probes { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        // The header is read before the model is held.
        if (Position > BitConverter.ToInt64(GetBuffer()))
            Probe();
        return base.Read(buffer);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Probe();
        base.Write(buffer);
    }

    private void Probe()
    {
        Probes++;
        _probe();
    }
}
