using System;
using Samples.Shared;

namespace DigitsSample;

/// <summary>
/// Moves images a little, each time another way: nobody writes a digit twice in the same place, and what has been moved by less
/// than a pixel is still that digit. It makes many images out of few.
/// </summary>
internal static class Shift
{
    private const int Side = DigitsData.Side;

    /// <summary>Moves an image by up to half a pixel to either side and up or down.</summary>
    public static void ByUpToHalfAPixel(ReadOnlySpan<float> pixels, Span<float> moved, SplitMix64 random) =>
        By(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, pixels, moved);

    // Each pixel becomes a mean of the four that lie below its new place, weighted with how much of them is covered.
    private static void By(float right, float down, ReadOnlySpan<float> pixels, Span<float> moved)
    {
        float across = MathF.Abs(right), along = MathF.Abs(down);
        int columnStep = right > 0 ? -1 : 1, rowStep = down > 0 ? -1 : 1;
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                float here = (1 - across) * At(pixels, row, column) + across * At(pixels, row, column + columnStep);
                float beside = (1 - across) * At(pixels, row + rowStep, column) + across * At(pixels, row + rowStep, column + columnStep);
                moved[row * Side + column] = (1 - along) * here + along * beside;
            }
        }
    }

    // Around the image there is paper.
    private static float At(ReadOnlySpan<float> pixels, int row, int column) =>
        row is >= 0 and < Side && column is >= 0 and < Side ? pixels[row * Side + column] : 0;
}
