using System;
using System.Collections.Generic;
using System.IO;

namespace FusedOpt;

/// <summary>Writes the tensors with elements of one size, one after the other, and computes their checksums.</summary>
/// <param name="collected">The tensors.</param>
/// <param name="stream">Receives the tensors; null to compute the checksums alone.</param>
/// <param name="bits">The number of bits of an element.</param>
/// <param name="checksums">Receives the checksums, in the order in which tensors are written.</param>
internal sealed class WritePass(CollectPass collected, Stream? stream, int bits, List<uint> checksums) : CheckpointPass
{
    /// <inheritdoc/>
    public override bool TakesState => collected.TakesState;

    /// <inheritdoc/>
    public override bool TakesGradients => collected.TakesGradients;

    /// <summary>Goes over all tensors in the order of a file.</summary>
    /// <param name="hold">The model.</param>
    /// <param name="collected">The tensors.</param>
    /// <param name="stream">Receives the tensors; null to compute the checksums alone.</param>
    /// <returns>The checksums of the tensors, in this order.</returns>
    public static IReadOnlyList<uint> Run(ModelHold hold, CollectPass collected, Stream? stream)
    {
        var checksums = new List<uint>(collected.Tensors.Count);

        // The order of a file is by the size of elements, largest first, and within one size that of the model.
        foreach (int bits in (ReadOnlySpan<int>)[64, 32, 16, 8])
        {
            if (collected.Tensors.Exists(t => t.Type.Bits == bits))
                hold.Show(new WritePass(collected, stream, bits, checksums));
        }

        return checksums;
    }

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory)
    {
        if (tensor.Type.Bits != bits)
            return;
        var tensorChecksums = new ChunkChecksums(memory.Length);
        if (stream is null)
            memory.Run(isParallel: true, Add);
        else
            memory.RunBeside((_, _, chunk) => stream.Write(chunk), Add);
        checksums.Add(tensorChecksums.Total);

        void Add(int number, long offset, Span<byte> chunk) => tensorChecksums.Add(number, chunk);
    }
}
