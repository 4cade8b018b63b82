using System;
using System.Collections.Generic;
using System.Linq;
using Samples.Shared;
using static System.Globalization.CultureInfo;

namespace IrisSample;

/// <summary>One flower: length and width of sepal and petal, and its species.</summary>
internal sealed record Flower(float[] Features, int Species);

/// <summary>The rows to train on and those kept back for the test.</summary>
internal sealed record IrisData(Flower[] Training, Flower[] Test)
{
    /// <summary>Seven tenths of each species to train on, standardised: each feature has mean 0 and deviation 1.</summary>
    /// <param name="seed">Decides which rows.</param>
    public static IrisData Load(ulong seed)
    {
        (List<Flower> training, List<Flower> test) = StratifiedSplit.Of(Read(), f => f.Species, trainingTenths: 7, seed);
        Standardise(training, test);
        return new([.. training], [.. test]);
    }

    // After a line with the number of rows: four features and the number of the species.
    private static IEnumerable<Flower> Read() =>
        from line in Resource.Text("iris.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        let cells = line.Split(',')
        select new Flower([.. cells[..^1].Select(c => float.Parse(c, InvariantCulture))], int.Parse(cells[^1], InvariantCulture));

    // The test rows must not be looked at before the test: mean and deviation are those of the training rows.
    private static void Standardise(List<Flower> training, List<Flower> test)
    {
        for (int i = 0; i < Network.Inputs; i++)
        {
            double mean = training.Average(f => f.Features[i]);
            double deviation = Math.Sqrt(training.Average(f => Math.Pow(f.Features[i] - mean, 2)));
            foreach (Flower flower in training.Concat(test))
                flower.Features[i] = (float)((flower.Features[i] - mean) / deviation);
        }
    }
}
