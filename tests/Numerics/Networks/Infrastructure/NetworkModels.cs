using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks.Infrastructure;

/// <summary>The classes of the folders Doubles and Singles.</summary>
internal static class NetworkModels
{
    private static readonly Dictionary<string, CompiledNetwork> Networks = typeof(NetworkModels).Assembly.GetTypes()
        .Where(t => t.Namespace is { } space && (space.EndsWith(".Networks.Doubles", StringComparison.Ordinal)
            || space.EndsWith(".Networks.Singles", StringComparison.Ordinal)))
        .Where(t => typeof(IOptimizable).IsAssignableFrom(t) && !t.IsDefined(typeof(CompilerGeneratedAttribute), false) && !t.IsNested)
        .Where(t => t.GetMethods().Any(m => m.IsDefined(typeof(LossAttribute), inherit: false)))
        .Select(t => new CompiledNetwork(t))
        .ToDictionary(n => n.Name);

    /// <summary>The names of all classes.</summary>
    public static TheoryData<string> All => Names(_ => true);

    /// <summary>The names of the classes whose gradients are all dense, so that they have the parameters' shapes.</summary>
    public static TheoryData<string> Dense => Names(n => !n.IsSparse);

    /// <summary>The names of the classes with parameters of double and dense gradients.</summary>
    public static TheoryData<string> Doubles => Names(n => n.Element == typeof(double) && !n.IsSparse);

    /// <summary>Returns a class by its name.</summary>
    public static CompiledNetwork Find(string name) => Networks[name];

    private static TheoryData<string> Names(Func<CompiledNetwork, bool> predicate) =>
        [.. Networks.Values.Where(predicate).Select(n => n.Name).Order(StringComparer.Ordinal)];
}
