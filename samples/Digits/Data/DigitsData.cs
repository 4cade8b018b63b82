using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Samples.Shared;
using static System.Globalization.CultureInfo;

namespace DigitsSample;

/// <summary>A digit that someone wrote.</summary>
/// <param name="Pixels">Eight rows of eight pixels, from 0 (paper) to 1 (ink).</param>
/// <param name="Label">The digit that the image shows.</param>
internal sealed record Digit(float[] Pixels, int Label);

/// <summary>The digits to train on and those kept back for the test.</summary>
internal sealed record DigitsData(Digit[] Training, Digit[] Test)
{
    /// <summary>The side of an image.</summary>
    public const int Side = 8;

    private const float Ink = 16;

    /// <summary>Eight tenths of each digit to train on.</summary>
    /// <param name="seed">Decides which.</param>
    public static DigitsData Load(ulong seed)
    {
        (List<Digit> training, List<Digit> test) = StratifiedSplit.Of(Read(), d => d.Label, trainingTenths: 8, seed);
        return new([.. training], [.. test]);
    }

    private static List<Digit> Read()
    {
        using Stream packed = Resource.Open("digits.csv.gz");
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        List<Digit> digits = [];
        while (reader.ReadLine() is { } line)
        {
            int[] numbers = [.. line.Split(',').Select(n => int.Parse(n, InvariantCulture))];
            digits.Add(new Digit([.. numbers[..^1].Select(n => n / Ink)], numbers[^1]));
        }

        return digits;
    }
}
