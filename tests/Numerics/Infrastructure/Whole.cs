using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// Every parameter that a model shows, however deep within it: found again through reflection by its path, with what the attributes on the
/// way say of its rule, its shape and its learning rate.
/// </summary>
internal static partial class Whole
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Describes the first difference between a model and the rules of its parameters; null if none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The values from which parameters and gradients are drawn.</param>
    /// <param name="change">A change to the text of each rule, for controls.</param>
    public static string? Difference(IOptimizable model, Inputs inputs, Func<string, string>? change = null) =>
        Comparison.Difference(model.GetType().Name, model, Parameters(model, change), inputs);

    /// <summary>Returns the way in which each parameter of a model is stepped, by the name under which the model shows it.</summary>
    public static IReadOnlyDictionary<string, Stepped> Parameters(IOptimizable model, Func<string, string>? change = null) =>
        Memory.Of(model).Arrays.Keys
            .Where(k => !k.Contains('/', StringComparison.Ordinal))
            .ToDictionary(n => n, n => Resolve(model, n, change));

    private static Stepped Resolve(IOptimizable model, string path, Func<string, string>? change)
    {
        object holder = model;
        Func<double> rate = () => model.LearningRate;
        string[] hops = path.Split('.');
        foreach (string hop in hops.SkipLast(1))
        {
            FieldInfo field = (FieldInfo)Member(holder, Name().Match(hop).Value);
            var part = (IOptimizable)Element(field.GetValue(holder)!, hop);
            rate = Handed(rate, field, part);
            holder = part;
        }

        MemberInfo member = Member(holder, Name().Match(hops[^1]).Value);
        Func<double> own = rate;
        double scale = Scale(member);
        Variant variant = Variant.Of(member.DeclaringType!, member);
        string? changed = change?.Invoke(RuleSource.Of(variant.Rule));
        return new(
            variant,
            ShapeOf(member, Element(Value(member, holder), hops[^1])),
            changed is null ? null : RuleSource.Compile(changed),
            changed is null ? null : RuleSource.Compile(RuleSource.Widened(changed)),
            () => scale * own(),
            change,
            Of(model, path, holder));
    }

    /// <summary>Returns the place of a parameter.</summary>
    public static Place PlaceOf(IOptimizable model, string path) => Resolve(model, path, null).Place!;

    private static Place Of(IOptimizable model, string path, object holder) =>
        Place.Of(model, path, other => Member(holder, Name().Match(other[(other.LastIndexOf('.') + 1)..]).Value));

    private static Func<double> Handed(Func<double> outer, FieldInfo field, IOptimizable part)
    {
        (string Name, object Value)[] set = [.. Variant.Set(field)];
        if (set.Length > 0)
            return () => (double)set.Single(s => s.Name == "learningRateScale").Value * outer();
        Type declaring = part.GetType();
        while (declaring.GetCustomAttribute<OptimizeAttribute>() is null)
            declaring = declaring.BaseType!;
        return Variant.Set(declaring).Any(s => s.Name == "learningRate") ? () => part.LearningRate : outer;
    }

    private static double Scale(MemberInfo member)
    {
        var set = Variant.Set(member).ToDictionary(s => s.Name, s => s.Value);
        double scale = set.TryGetValue("learningRateScale", out object? given) ? (double)given : 1;
        if (!set.TryGetValue("learningRate", out object? rate))
            return scale;
        double common = Variant.Set(member.DeclaringType!).Where(s => s.Name == "learningRate").Select(s => (double)s.Value).Single();
        return scale * ((double)rate / common);
    }

    private static MemberInfo Member(object holder, string name)
    {
        for (Type? type = holder.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, Instance) is { } field)
                return field;
            if (type.GetProperty(name, Instance) is { } property)
                return property;
        }

        throw new InvalidOperationException(name);
    }

    // A span cannot be boxed: its shape is that of its attribute.
    private static object Value(MemberInfo member, object holder) => member is FieldInfo field ? field.GetValue(holder)! : member;

    private static object Element(object value, string hop)
    {
        foreach (Match index in Index().Matches(hop))
            value = ((IList)value)[int.Parse(index.Groups["at"].Value, CultureInfo.InvariantCulture)]!;
        return value;
    }

    private static ParameterShape ShapeOf(MemberInfo member, object value)
    {
        int[] dimensions = member.GetCustomAttributesData().Where(a => a.AttributeType == typeof(ParameterAttribute))
            .SelectMany(a => a.ConstructorArguments)
            .SelectMany(a => a.Value is IReadOnlyCollection<CustomAttributeTypedArgument> several ? several : [a])
            .Select(v => (int)v.Value!).ToArray();
        if (dimensions.Length > 0)
            return Of(dimensions);
        return value switch
        {
            Array { Rank: > 1 } array => Of([.. Enumerable.Range(0, array.Rank).Select(array.GetLength)]),
            Matrix4x4 => Of(4, 4),
            Matrix3x2 => Of(3, 2),
            _ => ParameterShape.Vector(Count(value)),
        };
    }

    private static ParameterShape Of(params int[] dimensions) => dimensions.Length == 1
        ? ParameterShape.Vector(dimensions[0])
        : new(dimensions.SkipLast(1).Aggregate(1, (a, b) => a * b), dimensions[^1], IsMatrix: true);

    // Returns the number of numbers in a value, by the value's own description.
    private static int Count(object value) => value switch
    {
        PropertyInfo or float or double or Half => 1,
        Array array => array.Length * Each(array.GetType().GetElementType()!),
        _ when value.GetType() is { IsGenericType: true } type && type.GetProperty("Length") is { } length => (int)length.GetValue(value)!
            * Each(type.GetGenericArguments()[0]),
        _ when value.GetType() is { IsGenericType: true } type && type.GetProperty("FlattenedLength") is { } length =>
            (int)(nint)length.GetValue(value)!,
        _ => Each(value.GetType()),
    };

    private static int Each(Type item) =>
        item.IsPrimitive || item == typeof(Half) ? 1 : Marshal.SizeOf(item) / Marshal.SizeOf(Number(item));

    // Returns the type of the numbers of a structure.
    private static Type Number(Type item) => item.IsPrimitive ? item : Number(item.GetFields(Instance)[0].FieldType);

    [GeneratedRegex(@"^\w+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\[(?<at>\d+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Index();
}
