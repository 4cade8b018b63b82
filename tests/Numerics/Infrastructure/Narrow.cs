using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Initialization;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>State in fewer bytes, one element after the other, by the definition of each form.</summary>
internal abstract class Narrow
{
    // What no step makes negative: sums and averages of squares and of magnitudes.
    private static readonly string[] NeverNegative = ["exp_avg_sq", "square_avg", "acc_delta", "sum", "variance", "exp_inf"];

    /// <summary>The form of a state as a model shows it, or null where it is kept in full.</summary>
    /// <param name="variant">The class.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="state">The name of the state.</param>
    /// <param name="slot">Its number in the rule.</param>
    /// <param name="memory">What the model shows.</param>
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

        // The float formula of a line: place - origin, times step.
        private float Value(byte code, float scale)
        {
            int number = isSigned ? Math.Abs(code - 127) : code;
            if (number == 0 || number == (isSigned ? 128 : 255))
                return number == 0 ? 0 * scale : isSigned ? 128 * ((float)(1.0 / 128) * scale) : 255 * ((float)(1.0 / 255) * scale);
            int decade = (int)Math.Log2(isSigned ? number : (number + 1) / 2.0), count = (isSigned ? 1 : 2) << decade;
            float place = isSigned ? number + 0.5f : number + 1f, origin = (float)(count * 8 / 9.0 - (isSigned ? 0 : 0.5));
            float value = (place - origin) * ((float)(0.9 * Math.Pow(10, decade - 6) / count) * scale);
            return isSigned && code < 127 ? -value : value;
        }

        // The float formula again; that it finds the nearest value of the map is another test's.
        private byte Code(float value, float largest)
        {
            if (!(largest >= 1.17549435e-38f) || !float.IsFinite(largest))
                return (byte)(isSigned ? 127 : 0);
            float share = MathF.Abs(value) * (1 / largest);
            int decade = 0;
            while (decade < 7 && share >= Next(decade))
                decade++;
            int number = decade == 7 ? (isSigned ? 128 : 255) : Number(share, decade);
            return (byte)(!isSigned ? number : value < 0 ? Math.Max(127 - number, 0) : 127 + number);
        }

        private float Next(int decade) => (float)(Top(decade) + (decade < 6 ? Step(decade) : -Step(decade) / 4));

        private int Number(float share, int decade)
        {
            int count = Count(decade), first = isSigned ? count : count - 1;
            double slope = 1 / Step(decade), intercept = first - (count / 9.0);
            if (decade == 0)
            {
                double least = 1e-7 + (Step(0) / 2), apart = (least + Step(0)) / 2;
                (slope, intercept) = (1 / apart, 1 - (least / 2 / apart));
            }

            return Math.Min((int)((share * (float)slope) + (float)intercept), first + count - 1);
        }

        private int Count(int decade) => (isSigned ? 1 : 2) << decade;

        private double Step(int decade) => 0.9 * Top(decade) / Count(decade);

        private static double Top(int decade) => Math.Pow(10, decade - 6);
    }
}
