using System;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Networks.Infrastructure;

/// <summary>A parameter of a method on one example.</summary>
/// <param name="parameter">The parameter.</param>
internal sealed class NetworkInput(ParameterInfo parameter)
{
    private readonly int[] _shape = parameter.GetCustomAttribute<ShapeAttribute>()?.Dimensions ?? [];

    /// <summary>The name.</summary>
    public string Name => parameter.Name!;

    /// <summary>The number of elements of one example.</summary>
    public int Size => _shape.Aggregate(1, (size, dimension) => size * dimension);

    /// <summary>The type of the elements; int for rows and classes.</summary>
    public Type Element { get; } =
        parameter.ParameterType.IsGenericType ? parameter.ParameterType.GetGenericArguments()[0] : parameter.ParameterType;

    /// <summary>Returns drawn values of examples.</summary>
    public Array Draw(Random random, int count, int choices)
    {
        var values = Array.CreateInstance(Element, count * Size);
        for (int i = 0; i < values.Length; i++)
        {
            double number = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            values.SetValue(Element == typeof(int) ? random.Next(choices) : Convert.ChangeType(number, Element, null), i);
        }

        return values;
    }

    /// <summary>Returns the span of some examples.</summary>
    public Expression Span(Expression inputs, int index, Expression first, Expression count)
    {
        Type array = Element.MakeArrayType();
        Expression size = Expression.Constant(Size);
        return Expression.New(
            typeof(ReadOnlySpan<>).MakeGenericType(Element).GetConstructor([array, typeof(int), typeof(int)])!,
            Expression.Convert(Expression.ArrayIndex(inputs, Expression.Constant(index)), array),
            Expression.Multiply(first, size),
            Expression.Multiply(count, size));
    }

    /// <summary>Returns the value of one example as the method takes it.</summary>
    public Expression Value(Expression inputs, int index, Expression example)
    {
        Type type = parameter.ParameterType;
        if (type == Element)
        {
            return Expression.ArrayIndex(
                Expression.Convert(Expression.ArrayIndex(inputs, Expression.Constant(index)), Element.MakeArrayType()), example);
        }

        Expression span = Span(inputs, index, example, Expression.Constant(1));
        if (type == span.Type)
            return span;
        Expression[] arguments = _shape.Length == 2 ? [span, Expression.Constant(_shape[0]), Expression.Constant(_shape[1])] : [span];
        return Expression.New(type.GetConstructor([.. arguments.Select(a => a.Type)])!, arguments);
    }
}
