using System;
using System.Numerics.Tensors;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Training;

/// <summary>A contender who trains a model on one batch again and again; a step is loss, gradients and update.</summary>
/// <param name="column">The column of the contender.</param>
/// <param name="model">The model.</param>
/// <param name="batch">The batch.</param>
internal abstract class TrainingContender(Column column, ITrainedModel model, TrainingBatch batch) : Contender(column)
{
    /// <summary>The model.</summary>
    public ITrainedModel Model => model;

    /// <summary>The batch.</summary>
    protected TrainingBatch Batch => batch;

    public override double LearningRate
    {
        get => model.LearningRate;
        set => model.LearningRate = value;
    }

    public override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
            Learn();
    }

    /// <summary>Takes a step and returns the mean loss before it.</summary>
    public abstract double Learn();

    public override void Reset()
    {
        for (int layer = 0; layer < model.Weights.Length; layer++)
        {
            batch.Fill(model.Weights[layer], layer + 1, scale: 0.1f);
            model.Biases[layer].AsSpan().Clear();
        }
    }

    public override void Write(Gradients kind)
    {
    }
}

/// <summary>The passes that the compiler makes from the loss.</summary>
internal sealed class CompiledTraining(ITrainedModel model, TrainingBatch batch) : TrainingContender(Column.FusedOpt, model, batch)
{
    public override double Learn() => Model.Learn(Batch.Inputs, Batch.Labels);
}

/// <summary>Passes that are written by hand, example by example, with the step of FusedOpt.</summary>
/// <param name="column">The column of the contender.</param>
/// <param name="model">The model.</param>
/// <param name="batch">The batch.</param>
internal abstract class HandTraining(Column column, ITrainedModel model, TrainingBatch batch) : TrainingContender(column, model, batch)
{
    private readonly float[][] _weights = model.Weights, _biases = model.Biases;
    private readonly float[][] _weightGradients = model.WeightGradients, _biasGradients = model.BiasGradients;
    private readonly float[][] _values = Array.ConvertAll(model.Biases, b => new float[b.Length]);
    private readonly float[][] _slopes = Array.ConvertAll(model.Biases, b => new float[b.Length]);

    public override double Learn()
    {
        int size = _weights[0].Length / _biases[0].Length, last = _weights.Length - 1;
        double loss = 0;
        for (int example = 0; example < Batch.Labels.Length; example++)
        {
            ReadOnlySpan<float> input = Batch.Inputs.AsSpan(example * size, size);
            for (int layer = 0; layer <= last; layer++)
            {
                Forward(_weights[layer], _biases[layer], layer == 0 ? input : _values[layer - 1], _values[layer]);
                if (layer < last)
                    Rectify(_values[layer]);
            }

            int label = Batch.Labels[example];
            loss += Softmax(_values[last], label);
            _values[last].CopyTo(_slopes[last], 0);
            _slopes[last][label] -= 1;
            Scale(_slopes[last], 1f / Batch.Labels.Length);
            for (int layer = last; layer >= 0; layer--)
            {
                Span<float> below = layer == 0 ? [] : _slopes[layer - 1];
                Backward(
                    _weights[layer], _weightGradients[layer], _biasGradients[layer],
                    layer == 0 ? input : _values[layer - 1], _slopes[layer], below);
                for (int i = 0; i < below.Length; i++)
                    below[i] = _values[layer - 1][i] > 0 ? below[i] : 0;
            }
        }

        Model.StepAndZeroGradients();
        return loss / Batch.Labels.Length;
    }

    protected abstract void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ReadOnlySpan<float> x, Span<float> y);

    protected abstract void Rectify(Span<float> values);

    protected abstract void Scale(Span<float> values, float factor);

    /// <summary>Turns scores into probabilities and returns the loss.</summary>
    protected abstract double Softmax(Span<float> scores, int label);

    protected abstract void Backward(
        ReadOnlySpan<float> weights, Span<float> weightGradients, Span<float> biasGradients,
        ReadOnlySpan<float> x, ReadOnlySpan<float> ySlopes, Span<float> xSlopes);
}

/// <summary>Calls of TensorPrimitives.</summary>
internal sealed class PrimitivesTraining(ITrainedModel model, TrainingBatch batch) : HandTraining(Column.Primitives, model, batch)
{
    protected override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int o = 0; o < y.Length; o++)
            y[o] = TensorPrimitives.Dot(weights.Slice(o * x.Length, x.Length), x) + biases[o];
    }

    protected override void Rectify(Span<float> values) => TensorPrimitives.Max(values, 0, values);

    protected override void Scale(Span<float> values, float factor) => TensorPrimitives.Multiply(values, factor, values);

    protected override double Softmax(Span<float> scores, int label)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<float>(scores), scores);
        TensorPrimitives.SoftMax(scores, scores);
        return -Math.Log(scores[label]);
    }

    protected override void Backward(
        ReadOnlySpan<float> weights, Span<float> weightGradients, Span<float> biasGradients,
        ReadOnlySpan<float> x, ReadOnlySpan<float> ySlopes, Span<float> xSlopes)
    {
        xSlopes.Clear();
        for (int o = 0; o < ySlopes.Length; o++)
        {
            // A rectified unit that is off passes nothing back.
            float slope = ySlopes[o];
            if (slope == 0)
                continue;
            Range row = (o * x.Length)..((o + 1) * x.Length);
            TensorPrimitives.MultiplyAdd(x, slope, weightGradients[row], weightGradients[row]);
            if (!xSlopes.IsEmpty)
                TensorPrimitives.MultiplyAdd(weights[row], slope, xSlopes, xSlopes);
        }

        TensorPrimitives.Add(biasGradients, ySlopes, biasGradients);
    }
}

/// <summary>Plain loops.</summary>
internal sealed class LoopTraining(ITrainedModel model, TrainingBatch batch) : HandTraining(Column.Scalar, model, batch)
{
    protected override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int o = 0; o < y.Length; o++)
        {
            float sum = biases[o];
            for (int i = 0; i < x.Length; i++)
                sum += weights[o * x.Length + i] * x[i];
            y[o] = sum;
        }
    }

    protected override void Rectify(Span<float> values)
    {
        foreach (ref float value in values)
            value = value > 0 ? value : 0;
    }

    protected override void Scale(Span<float> values, float factor)
    {
        foreach (ref float value in values)
            value *= factor;
    }

    protected override double Softmax(Span<float> scores, int label)
    {
        float largest = float.NegativeInfinity, sum = 0;
        foreach (float score in scores)
            largest = MathF.Max(largest, score);
        foreach (ref float score in scores)
            sum += score = MathF.Exp(score - largest);
        foreach (ref float score in scores)
            score /= sum;
        return -Math.Log(scores[label]);
    }

    protected override void Backward(
        ReadOnlySpan<float> weights, Span<float> weightGradients, Span<float> biasGradients,
        ReadOnlySpan<float> x, ReadOnlySpan<float> ySlopes, Span<float> xSlopes)
    {
        xSlopes.Clear();
        for (int o = 0; o < ySlopes.Length; o++)
        {
            biasGradients[o] += ySlopes[o];
            for (int i = 0; i < x.Length; i++)
                weightGradients[o * x.Length + i] += ySlopes[o] * x[i];
            for (int i = 0; i < xSlopes.Length; i++)
                xSlopes[i] += ySlopes[o] * weights[o * x.Length + i];
        }
    }
}
