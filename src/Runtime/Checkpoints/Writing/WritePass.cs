using System;
using System.IO;

namespace FusedOpt;

/// <summary>Writes the tensors with elements of one size, one after the other.</summary>
/// <param name="stream">Receives them.</param>
/// <param name="bits">The number of bits of an element.</param>
/// <param name="takesState">True if the file has the state of the optimizer.</param>
/// <param name="takesGradients">True if the file has gradients.</param>
internal sealed class WritePass(Stream stream, int bits, bool takesState, bool takesGradients) : CheckpointPass
{
    /// <inheritdoc/>
    public override bool TakesState => takesState;

    /// <inheritdoc/>
    public override bool TakesGradients => takesGradients;

    /// <summary>Writes all tensors in the order of a file.</summary>
    public static void Run(ModelHold hold, Stream stream, CollectPass collected)
    {
        // The order of a file is by the size of elements, largest first, and within one size that of the model.
        foreach (int bits in (ReadOnlySpan<int>)[64, 32, 16, 8])
        {
            if (collected.Tensors.Exists(t => t.Type.Bits == bits))
                hold.Show(new WritePass(stream, bits, collected.TakesState, collected.TakesGradients));
        }
    }

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory)
    {
        if (tensor.Type.Bits == bits)
            memory.Run(isParallel: false, (_, _, chunk) => stream.Write(chunk));
    }
}
