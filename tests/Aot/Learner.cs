using System;
using static FusedOpt.Functional;

namespace FusedOpt.Aot;

/// <summary>A model that learns from a loss: a table, a normalised hidden layer, functions of the library and one of its own.</summary>
[Optimize(Adam, LearningRate = 0.01)]
internal sealed partial class Learner
{
    private const int Words = 7, Width = 9, Hidden = 21, Classes = 5;

    [SparseGradient, Parameter(Words, Width)] public partial Span<float> Table { get; }
    [Parameter(Hidden, Width)] public partial Span<float> Weights { get; }
    [Parameter(Hidden)] public partial Span<float> Gain { get; }
    [Parameter(Hidden)] public partial Span<float> Bias { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> Output { get; }
    [Parameter] public partial float Scale { get; set; }

    /// <summary>Takes a step from a batch whose labels and words follow from the number of the step.</summary>
    public void LearnFromSomeWords()
    {
        int[] words = new int[40], labels = new int[20];
        for (int i = 0; i < words.Length; i++)
            words[i] = (int)((StepCount + i * i) % Words);
        for (int i = 0; i < labels.Length; i++)
            labels[i] = words[2 * i] % Classes;
        Learn(words, labels);
    }

    [Loss] private float LossOf([Shape(2)] ReadOnlySpan<int> words, int label)
    {
        Vec<float> both = SumRows(Embedding(Table, Width, words));
        Vec<float> hidden = Map(Bend, LayerNorm(Linear(both, Weights), Gain, Bias));
        return CrossEntropy(Linear(Gelu(Scale * hidden), Output), label);
    }

    private static float Bend(float x) => x > 0 ? RuleMath.Tanh(x) : 0.1f * x;
}
