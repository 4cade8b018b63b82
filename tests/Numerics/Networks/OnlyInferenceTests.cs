using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Doubles;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Inference methods of a class without a loss, among them a static one.</summary>
public class OnlyInferenceTests
{
    [Fact]
    public void BatchesHaveTheResultsOfTheMethods()
    {
        var model = new OnlyInference { Scale = 3 };
        for (int i = 0; i < model.Weight.Length; i++)
            model.Weight[i] = Math.Sin(i);
        double[] x = [.. Enumerable.Range(0, 68).Select(i => Math.Cos(i))], temperature = [.. Enumerable.Range(1, 17).Select(i => 0.5 * i)];
        double[] scores = new double[51], sharp = new double[17];
        model.Scores(x, scores);
        OnlyInference.Sharp(x, temperature, sharp);
        for (int i = 0; i < 17; i++)
        {
            Vec<double> one = new(x.AsSpan(4 * i, 4));
            Assert.Equal(model.Scores(one).AsSpan(), scores.AsSpan(3 * i, 3));
            Assert.Equal(OnlyInference.Sharp(one, temperature[i]), sharp[i]);
        }

        Assert.NotEqual(sharp[0], sharp[1]);
        Assert.Throws<ArgumentException>(() => model.Scores(x, new double[50]));
        Assert.Throws<ArgumentException>(() => model.Scores(x.AsSpan(1), new double[51]));
    }
}
