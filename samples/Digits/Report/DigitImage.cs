using System.Text;
using static System.Globalization.CultureInfo;

namespace DigitsSample;

/// <summary>A digit as SVG: a square for each pixel that has ink.</summary>
internal static class DigitImage
{
    /// <summary>Draws the digit.</summary>
    public static string Of(Digit digit)
    {
        const int Side = DigitsData.Side;
        var svg = new StringBuilder($"""<svg viewBox="0 0 {Side} {Side}" shape-rendering="crispEdges" """);
        svg.Append($"""role="img" aria-label="a handwritten {digit.Label}">""");
        for (int i = 0; i < digit.Pixels.Length; i++)
        {
            float ink = digit.Pixels[i];
            if (ink > 0)
                svg.Append(InvariantCulture, $"""<rect x="{i % Side}" y="{i / Side}" width="1" height="1" fill-opacity="{ink}"/>""");
        }

        return svg.Append("</svg>").ToString();
    }
}
