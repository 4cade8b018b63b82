using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>The place of a parameter among all that a model shows, by which its random numbers are drawn.</summary>
/// <param name="Model">The number of the model that holds it.</param>
/// <param name="Parameter">The number of the parameter in the class.</param>
/// <param name="Start">The index of its first element among those with that number.</param>
/// <param name="Arrays">The indices of an array within a jagged parameter.</param>
internal sealed record Place(int Model, int Parameter, int Start, params int[] Arrays)
{
    public static readonly Place First = new(0, 0, 0);

    public Noise NoiseOf(long seed, long step, int stage)
    {
        var noise = new Noise(seed, step, Parameter, Start, stage, Model);
        foreach (int array in Arrays)
            noise = noise[array];
        return noise;
    }

    /// <summary>The place of a parameter by the order in which the model shows all of them: that of their declaration.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The name under which it shows the parameter.</param>
    /// <param name="memberOf">The member that another name of the same holder leads to.</param>
    public static Place Of(IOptimizable model, string path, Func<string, MemberInfo> memberOf)
    {
        var shown = new Shown();
        model.Visit(ref shown);
        string holder = Holder(path);
        MemberInfo member = memberOf(path);
        (string Path, MemberInfo Member)[] siblings =
            [
                .. shown.Starts.Keys.Where(k => Holder(k) == holder)
                    .Select(k => (k, memberOf(k)))
                    .Where(s => s.Item2.DeclaringType == member.DeclaringType),
            ];
        var members = siblings.Select(s => s.Member.Name).Distinct().ToList();
        int[] arrays = [.. path[holder.Length..].Split('[').Skip(1).Select(i => int.Parse(i.TrimEnd(']'), null))];
        (string Path, MemberInfo Member)[] owned = [.. siblings.Where(s => IsOwned(s.Member))];
        (string name, int start) = IsOwned(member)
            ? (owned[0].Member.Name, (int)(shown.Starts[path] - owned.Min(s => shown.Starts[s.Path])) / shown.Sizes[path])
            : (member.Name, 0);
        return new(
            shown.Starts.Keys.Select(Holder).Prepend("").Distinct().ToList().IndexOf(holder),
            (65536 * Depth(member.DeclaringType!)) + members.IndexOf(name),
            start,
            arrays);
    }

    private static string Holder(string path) => path[..(path.LastIndexOf('.') + 1)];

    private static bool IsOwned(MemberInfo member) =>
        member is PropertyInfo && member.GetCustomAttribute<SparseGradientAttribute>() is null;

    private static int Depth(Type type)
    {
        int depth = 0;
        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType)
            depth += parent.GetCustomAttribute<OptimizeAttribute>() is null ? 0 : 1;
        return depth;
    }

    // The address of each parameter; partial properties stay where they are.
    private sealed class Shown : IParameterVisitor
    {
        public Dictionary<string, nint> Starts { get; } = [];

        public Dictionary<string, int> Sizes { get; } = [];

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            Starts.Add(name, Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(parameter)));
            Sizes.Add(name, Unsafe.SizeOf<T>());
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
