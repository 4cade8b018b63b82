using System;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Writes one number into the gradient of a parameter.</summary>
internal readonly struct Spoiling(string parameter, double bad, Index at) : IParameterVisitor
{
    public void Parameter<T>(string name, Span<T> values, Span<T> gradient)
        where T : unmanaged
    {
        if (name == parameter)
            gradient[at] = (T)(typeof(T) == typeof(float) ? (float)bad : typeof(T) == typeof(Half) ? (Half)bad : (object)bad);
    }

    public void State<T>(string name, string state, Span<T> values)
        where T : unmanaged
    {
    }
}
