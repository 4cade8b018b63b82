using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>
/// The source of an optimized class. Every second class uses Adam as it is; the others use other rules with numbers of their own.
/// </summary>
internal static class ModelSource
{
    private static readonly string[] Fields =
    [
        "public float[] Weights{0} = new float[64];",
        "public float Bias{0};",
        "public double[] Scales{0} = new double[16];",
        "public float[,] Matrix{0} = new float[8, 8];",
    ];

    private static readonly string[] Others = [.. Enum.GetNames<Optimizer>().Where(n => n != nameof(Optimizer.Adam))];

    /// <summary>Returns the source of one class.</summary>
    /// <param name="index">The index of the class.</param>
    /// <param name="fields">The number of its parameters.</param>
    /// <param name="body">The number that its method returns.</param>
    /// <param name="arguments">More arguments of its attribute.</param>
    public static string Of(int index, int fields, int body = 0, string arguments = "")
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using FusedOpt;

            namespace Models;

            [Optimize({{Attribute(index)}}{{arguments}})]
            public partial class Model{{index}}
            {

            """);
        for (int i = 0; i < fields; i++)
            text.Append("    ").Append(string.Format(CultureInfo.InvariantCulture, Fields[i % Fields.Length], i)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $$"""

                public int Answer() => {{body}};
            }

            """);
        return text.ToString();
    }

    private static string Attribute(int index) => index % 2 == 0
        ? nameof(Optimizer.Adam)
        : string.Create(CultureInfo.InvariantCulture, $"{Others[index / 2 % Others.Length]}, LearningRate = {1e-6 * (index + 1)}");
}
