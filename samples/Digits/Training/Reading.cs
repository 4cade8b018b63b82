using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;

namespace DigitsSample;

/// <summary>A digit and what the network takes it for.</summary>
/// <param name="Digit">The digit.</param>
/// <param name="Predicted">The digit that the network took it for.</param>
/// <param name="Confidence">The probability that the network gives to that digit.</param>
internal sealed record Answer(Digit Digit, int Predicted, float Confidence)
{
    /// <summary>True if the network was right.</summary>
    public bool IsRight => Predicted == Digit.Label;
}

/// <summary>A network's answers for a set of digits.</summary>
/// <param name="Answers">One for each digit.</param>
/// <param name="Score">The score of the answers.</param>
internal sealed record Reading(IReadOnlyList<Answer> Answers, Score Score)
{
    /// <summary>The answers that are wrong, the most confident first.</summary>
    public IReadOnlyList<Answer> Mistakes { get; } = [.. Answers.Where(a => !a.IsRight).OrderByDescending(a => a.Confidence)];

    /// <summary>Makes the network read the digits.</summary>
    public static Reading Of(Network network, IReadOnlyList<Digit> digits)
    {
        float[] pixels = [.. digits.SelectMany(d => d.Pixels)], probabilities = new float[digits.Count * Network.Classes];
        network.Probabilities(pixels, probabilities);
        var answers = new Answer[digits.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            ReadOnlySpan<float> ofDigit = probabilities.AsSpan(i * Network.Classes, Network.Classes);
            int predicted = TensorPrimitives.IndexOfMax(ofDigit);
            answers[i] = new Answer(digits[i], predicted, ofDigit[predicted]);
        }

        double loss = network.MeanLoss(pixels, [.. digits.Select(d => d.Label)]);
        return new(answers, new Score(loss, (double)answers.Count(a => a.IsRight) / digits.Count));
    }

    /// <summary>Counts how often each digit, by row, was taken for each, by column.</summary>
    public int[][] Confusion()
    {
        int[][] counts = [.. Enumerable.Range(0, Network.Classes).Select(_ => new int[Network.Classes])];
        foreach (Answer answer in Answers)
            counts[answer.Digit.Label][answer.Predicted]++;
        return counts;
    }
}
