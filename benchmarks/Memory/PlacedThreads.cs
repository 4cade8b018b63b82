using System;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>Adam's slots of one tensor, in as many parts as there are threads, each at the best placement.</summary>
internal sealed class PlacedThreads(int length, int threads) : IDisposable
{
    private readonly PlacedTensors<float>[] _parts =
    [
        .. Enumerable.Range(0, threads).Select(_ => new PlacedTensors<float>([length / threads], (int)Slot.Second + 1)),
    ];

    /// <summary>The first part.</summary>
    public PlacedTensors<float> First => _parts[0];

    /// <summary>Makes a contender that takes the steps of all parts at the same time.</summary>
    public Contender Together(Func<PlacedTensors<float>, Contender> each) => new Together([.. _parts.Select(each)]);

    public void Dispose()
    {
        foreach (PlacedTensors<float> part in _parts)
            part.Dispose();
    }
}
