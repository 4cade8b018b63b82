using System;
using System.Runtime.CompilerServices;

namespace FusedOpt;

/// <summary>Converts elements of parameters. The JIT removes the branches and the boxing.</summary>
internal static class ElementValue
{
    /// <summary>Returns the element as a double, exactly.</summary>
    public static double ToDouble<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? Unsafe.BitCast<T, double>(value)
        : typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value)
        : (double)Unsafe.BitCast<T, Half>(value);

    /// <summary>Returns the element that is nearest to a double.</summary>
    public static T Create<T>(double value)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(value)
        : typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value)
        : Unsafe.BitCast<Half, T>((Half)value);
}
