using System;
using System.Collections.Generic;
using System.Numerics;

namespace FusedOpt;

/// <summary>Copies what fits from a file into a model.</summary>
/// <param name="file">The file, verified.</param>
/// <param name="fit">The entries of the tensors.</param>
internal sealed class LoadPass(CheckpointFile file, FitPass fit) : CheckpointPass
{
    private readonly Dictionary<string, int> _pruners = [], _stateRates = [];

    /// <inheritdoc/>
    public override bool TakesState => fit.TakesState;

    /// <summary>True if training is resumed: gradients that the file does not have are set to 0.</summary>
    public override bool TakesGradients => TakesState;

    /// <inheritdoc/>
    public override void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard)
    {
        if (!TakesState)
            return;
        ModelRecord record = fit.Records[path];
        state.Restore(record.StepCount);
        learningRate = record.LearningRate;
        guard?.Restore(record.Guard!);
    }

    /// <inheritdoc/>
    public override void Mode(string path, ref bool isEvaluating)
    {
        if (TakesState)
            isEvaluating = fit.Records[path].IsEvaluating!.Value;
    }

    /// <inheritdoc/>
    public override void StateRate(string path, ref double rate)
    {
        // Without it, state that begins at the rate of the first step would seem to have been written by a visitor, and stay.
        if (TakesState)
            rate = fit.Records[path].StateRates[Next(_stateRates, path)];
    }

    /// <inheritdoc/>
    public override void Pruning(string path, Pruner pruner)
    {
        if (!TakesState)
            return;
        pruner.Chosen = fit.Records[path].PruneSteps[Next(_pruners, path)];
    }

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory)
    {
        bool isGradient = tensor.Role == TensorRole.Gradient;
        if ((isGradient && !fit.TakesGradients) || !fit.Entries.TryGetValue(tensor.Name, out TensorEntry? entry))
        {
            if (isGradient)
                memory.Run(isParallel: false, (_, _, chunk) => chunk.Clear());
        }
        else if (entry.Type == tensor.Type)
        {
            file.Read(entry, memory);
        }
        else
        {
            Convert(entry, tensor, memory);
        }
    }

    /// <inheritdoc/>
    public override void Mask(string parameter, int length, MaskPlace mask)
    {
        // A parameter that is not loaded keeps its mask.
        if (!fit.Entries.ContainsKey(parameter))
            return;
        ModelTensor tensor = DescribeMask(parameter, length);
        var read = fit.Entries.ContainsKey(tensor.Name) ? new PruneMask(length) : null;
        if (read is not null)
            Tensor(tensor, TensorMemory.Create(read.Words));
        mask.Value = read;
    }

    /// <inheritdoc/>
    public override void Rows<T>(string parameter, RowGradients<T> gradient)
    {
        gradient.Clear();
        if (!fit.TouchedRows.TryGetValue(parameter, out int[]? rows))
            return;
        foreach (int row in rows)
            _ = gradient[row];
        Tensor(DescribeRowValues(parameter, gradient, rows.Length), TensorMemory.Create(gradient.Values));
    }

    // A model has a value for each of its classes, and they are shown in one order.
    private static int Next(Dictionary<string, int> numbers, string path) =>
        numbers[path] = numbers.TryGetValue(path, out int last) ? last + 1 : 0;

    private void Convert(TensorEntry entry, ModelTensor tensor, TensorMemory memory)
    {
        (int from, int to) = (entry.Type.Bits / 8, tensor.Type.Bits / 8);
        byte[] source = new byte[Chunks.Length / to * from];
        var checksums = new ChunkChecksums(entry.ByteCount);
        memory.Run(isParallel: false, (_, offset, chunk) =>
        {
            Span<byte> read = source.AsSpan(0, chunk.Length / to * from);
            file.Read(entry, offset / to * from, read);
            checksums.Append(offset / to * from, read);
            Conversion.Run(entry.Type, read, tensor.Type, chunk);
        });
        file.Compare(entry, checksums);
    }
}
