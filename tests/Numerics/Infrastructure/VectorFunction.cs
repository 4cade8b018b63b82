using System;
using System.Collections.Generic;
using System.Numerics;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A function that has a vector form, in every width and as a rule that is called directly has it.</summary>
internal abstract class VectorFunction
{
    public static readonly IReadOnlyList<VectorFunction> All =
    [
        new Of<Exp>((x, _, _) => RuleMath.Exp(x), (x, _, _) => RuleMath.Exp(x), (x, _) => Math.Exp(x)),
        new Of<Log>((x, _, _) => RuleMath.Log(x), (x, _, _) => RuleMath.Log(x), (x, _) => Math.Log(x)),
        new Of<Pow>((x, y, _) => RuleMath.Pow(x, y), (x, y, _) => RuleMath.Pow(x, y), Math.Pow),
        new Of<Tanh>((x, _, _) => RuleMath.Tanh(x), (x, _, _) => RuleMath.Tanh(x), (x, _) => Math.Tanh(x)),
        new Of<Cbrt>((x, _, _) => RuleMath.Cbrt(x), (x, _, _) => RuleMath.Cbrt(x), (x, _) => Math.Cbrt(x)),
        new Of<Atan2>((x, y, _) => RuleMath.Atan2(x, y), (x, y, _) => RuleMath.Atan2(x, y), Math.Atan2),
        new Of<FusedMultiplyAdd>(MathF.FusedMultiplyAdd, Math.FusedMultiplyAdd, null),
        new Of<Sign>((x, _, _) => RuleMath.Sign(x), (x, _, _) => RuleMath.Sign(x), null),
        new Of<FlushSubnormal>((x, _, _) => RuleMath.FlushSubnormal(x), (x, _, _) => RuleMath.FlushSubnormal(x), null),
    ];

    private VectorFunction(
        string name, Func<float, float, float, float> single, Func<double, double, double, double> wide,
        Func<double, double, double>? library) =>
        (Name, Single, Double, Library) = (name, single, wide, library);

    private interface IDefinition
    {
        static abstract TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    public string Name { get; }

    /// <summary>The function as a rule on floats calls it.</summary>
    public Func<float, float, float, float> Single { get; }

    /// <summary>The function as a rule on doubles calls it.</summary>
    public Func<double, double, double, double> Double { get; }

    /// <summary>Math's function, where RuleMath has one of its own.</summary>
    public Func<double, double, double>? Library { get; }

    public static VectorFunction Named(string name)
    {
        foreach (VectorFunction function in All)
        {
            if (function.Name == name)
                return function;
        }

        throw new ArgumentException(name);
    }

    /// <summary>The function of every element, in vectors of so many bits; 0 is a vector of one element.</summary>
    public abstract float[] InVectors(int bits, float[] x, float[] y, float[] z);

    /// <inheritdoc cref="InVectors(int, float[], float[], float[])"/>
    public abstract double[] InVectors(int bits, double[] x, double[] y, double[] z);

    private sealed class Of<TDefinition>(
        Func<float, float, float, float> single, Func<double, double, double, double> wide, Func<double, double, double>? library)
        : VectorFunction(typeof(TDefinition).Name, single, wide, library)
        where TDefinition : struct, IDefinition
    {
        public override float[] InVectors(int bits, float[] x, float[] y, float[] z) => bits switch
        {
            512 => Run<Simd512<float>, float>(x, y, z),
            256 => Run<Simd256<float>, float>(x, y, z),
            128 => Run<Simd128<float>, float>(x, y, z),
            _ => Run<SimdScalar<float>, float>(x, y, z),
        };

        public override double[] InVectors(int bits, double[] x, double[] y, double[] z) => bits switch
        {
            512 => Run<Simd512<double>, double>(x, y, z),
            256 => Run<Simd256<double>, double>(x, y, z),
            128 => Run<Simd128<double>, double>(x, y, z),
            _ => Run<SimdScalar<double>, double>(x, y, z),
        };

        private static T[] Run<TVector, T>(T[] x, T[] y, T[] z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var results = new T[x.Length];
            for (nuint i = 0; i < (nuint)x.Length; i += TVector.Count)
                TDefinition.Invoke<TVector, T>(TVector.Load(in x[0], i), TVector.Load(in y[0], i), TVector.Load(in z[0], i))
                    .Store(ref results[0], i);
            return results;
        }
    }

    private readonly struct Exp : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Exp(x);
    }

    private readonly struct Log : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Log(x);
    }

    private readonly struct Pow : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Pow(x, y);
    }

    private readonly struct Tanh : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Tanh(x);
    }

    private readonly struct Cbrt : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Cbrt(x);
    }

    private readonly struct Atan2 : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Atan2(x, y);
    }

    private readonly struct FusedMultiplyAdd : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.FusedMultiplyAdd(x, y, z);
    }

    private readonly struct Sign : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.Sign(x);
    }

    private readonly struct FlushSubnormal : IDefinition
    {
        public static TVector Invoke<TVector, T>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimdVector<TVector, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.FlushSubnormal(x);
    }
}
