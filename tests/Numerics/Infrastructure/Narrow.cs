using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Initialization;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>State in fewer bytes, one element after the other, by the definition of each form.</summary>
internal abstract class Narrow
{
    // States that no step makes negative: sums and averages of squares and of magnitudes.
    private static readonly string[] NeverNegative = ["exp_avg_sq", "square_avg", "acc_delta", "sum", "variance", "exp_inf"];

    /// <summary>The form of a state as a model shows it, or null where it is kept in full.</summary>
    /// <param name="variant">The class.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="state">The name of the state.</param>
    /// <param name="slot">The number of the state in the rule.</param>
    /// <param name="memory">The values that the model shows.</param>
    public static Narrow? Of(Variant variant, string parameter, string state, int slot, Memory memory)
    {
        static string Field(string name) => name.Split('[')[0];
        string[] fields = [.. memory.Arrays.Keys.Where(k => !k.Contains('/', StringComparison.Ordinal)).Select(Field).Distinct()];
        return memory.Arrays[$"{parameter}/{state}"] switch
        {
            ushort[] => new BFloat16(variant.Seed, Array.IndexOf(fields, Field(parameter)), slot),
            byte[] => new Block8(isSigned: !NeverNegative.Contains(state)),
            _ => null,
        };
    }

    /// <summary>The floats that are kept.</summary>
    public abstract float[] Widen(IReadOnlyDictionary<string, Array> arrays, string key);

    /// <summary>Keeps floats.</summary>
    public abstract void Round(float[] values, long step, IDictionary<string, Array> arrays, string key);

    private sealed class BFloat16(long seed, int parameter, int slot) : Narrow
    {
        public override float[] Widen(IReadOnlyDictionary<string, Array> arrays, string key) =>
            [.. ((ushort[])arrays[key]).Select(bits => BitConverter.Int32BitsToSingle(bits << 16))];

        public override void Round(float[] values, long step, IDictionary<string, Array> arrays, string key) =>
            arrays[key] = values.Select((value, i) => Round(value, Random(i, step))).ToArray();

        private static ushort Round(float value, uint random)
        {
            uint bits = BitConverter.SingleToUInt32Bits(value);
            if (float.IsNaN(value))
                return 0x7FC0;
            return (ushort)((MathF.Abs(value) >= 3.3895314e38f ? bits : bits + random) >> 16);
        }

        private uint Random(int element, long step)
        {
            (uint low, uint high, _, _) = Philox.Words(((uint)parameter, (uint)slot, 0, 0), ((uint)seed, (uint)(seed >> 32)));
            ulong keys = ((ulong)high << 32 | low) + (ulong)step * 0x9E3779B97F4A7C15;
            keys = (keys ^ keys >> 30) * 0xBF58476D1CE4E5B9;
            keys = (keys ^ keys >> 27) * 0x94D049BB133111EB;
            keys ^= keys >> 31;
            uint word = ((uint)(element / 2) ^ (uint)keys) * 0x9E3779B1;
            word = ((word ^ word >> 16) + (uint)(keys >> 32)) * 0x85EBCA6B;
            word ^= word >> 16;
            return element % 2 == 0 ? word & 0xFFFF : word >> 16;
        }
    }

    private sealed class Block8(bool isSigned) : Narrow
    {
        private const int Length = 256;

        public override float[] Widen(IReadOnlyDictionary<string, Array> arrays, string key)
        {
            var scales = (float[])arrays[key + ".scale"];
            return [.. ((byte[])arrays[key]).Select((code, i) => Value(code, scales[i / Length]))];
        }

        public override void Round(float[] values, long step, IDictionary<string, Array> arrays, string key)
        {
            float[][] blocks = [.. values.Chunk(Length)];
            float[] largest = [.. blocks.Select(b => b.Aggregate(0f, (most, x) => MathF.Max(most, MathF.Abs(x))))];
            arrays[key + ".scale"] = largest.Select(m => m < 1.17549435e-38f ? 0 : float.IsFinite(m) ? m : float.NaN).ToArray();
            arrays[key] = values.Select((x, i) => Code(x, largest[i / Length])).ToArray();
        }

        private float Value(byte code, float scale)
        {
            int number = Math.Abs(code - Zero);
            double value = number == 255 - Zero ? 1
                : number == 0 ? 0
                : Enumerable.Range(0, 7)
                    .Where(i => number >= First(i))
                    .Select(i => (0.1 * Top(i)) + ((number - First(i) + 0.5) * Step(i)))
                    .Last();
            return (float)(code < Zero ? -value : value) * scale;
        }

        // The definition of docs/state.md: the least of all lines, in units of 1/256. That it is the nearest value of a decade is another
        // test's.
        private byte Code(float value, float largest)
        {
            if (!(largest >= 1.17549435e-38f) || !float.IsFinite(largest))
                return (byte)Zero;
            float share = Math.Max(MathF.Abs(value) * (1.00000047683716f / largest), 1f / (1u << 31));
            double octave = Math.ScaleB(1, Math.ILogB(share));
            long fraction = (long)(((share / octave) - 1) * 65536);
            int code = share >= 1 ? 255 : (int)Lines().Min(line =>
            {
                double rise = line.Slope * octave;
                return (long)Math.Round(256 * (line.Intercept + rise)) + (fraction * (long)Math.Round(256 * rise) >> 16);
            }) >> 8;
            return (byte)(value < 0 ? Math.Max((2 * Zero) - code, 0) : code);
        }

        // Over shares: from the value before the least one's upper border to that border, and then for each decade.
        private IEnumerable<(double Slope, double Intercept)> Lines()
        {
            double least = (0.1 * Top(0)) + (Step(0) / 2), border = least / 2, next = isSigned ? Top(0) : least + (Step(0) / 2);
            yield return (1 / (next - border), Zero + 1 - (border / (next - border)));
            for (int i = 0; i < 7; i++)
                yield return (1 / Step(i), Zero + First(i) - (0.1 * Top(i) / Step(i)));
        }

        private int Zero => isSigned ? 127 : 0;

        private int Count(int decade) => (isSigned ? 1 : 2) << decade;

        private int First(int decade) => isSigned ? Count(decade) : Count(decade) - 1;

        private double Step(int decade) => 0.9 * Top(decade) / Count(decade);

        private static double Top(int decade) => Math.Pow(10, decade - 6);
    }
}
