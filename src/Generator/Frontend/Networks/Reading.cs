using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The meaning of an expression in a method on one example.</summary>
internal abstract record Reading;

/// <summary>A number, a vector, a matrix or a parameter.</summary>
/// <param name="Node">The position of the value in the graph.</param>
internal sealed record TensorReading(int Node) : Reading;

/// <summary>Whole numbers of an example: labels, or rows of a table.</summary>
/// <param name="Node">The position of the value in the graph.</param>
/// <param name="IsSingle">True for one number, false for a span of numbers.</param>
internal sealed record IndicesReading(int Node, bool IsSingle) : Reading;

/// <summary>A whole number that is known when the method is compiled.</summary>
/// <param name="Value">The number.</param>
internal sealed record WholeReading(long Value) : Reading;

/// <summary>A truth value that is known when the method is compiled.</summary>
/// <param name="Value">The truth value.</param>
internal sealed record TruthReading(bool Value) : Reading;

/// <summary>A parameter whose shape is known at run time only; its rows can be read.</summary>
/// <param name="Name">The name.</param>
/// <param name="MakeParameter">Appends the parameter, given the number of its columns.</param>
internal sealed record TableReading(string Name, Func<int, int> MakeParameter) : Reading;

/// <summary>The model itself, or a submodel.</summary>
/// <param name="Path">The members from the model, or from the variable of a loop, to the submodel.</param>
/// <param name="Type">The class of the submodel.</param>
/// <param name="Learns">False if the submodel is frozen.</param>
/// <param name="Loop">The number of the loop, from 1 on; 0 if the submodel is in no loop.</param>
internal sealed record ModelReading(ImmutableArray<string> Path, INamedTypeSymbol Type, bool Learns, int Loop = 0) : Reading;

/// <summary>An array or a list of submodels.</summary>
/// <param name="Path">The members from the model to the array or list.</param>
/// <param name="Type">The class of the submodels.</param>
/// <param name="Learns">False if the submodels are frozen.</param>
/// <param name="IsList">True for a list, false for an array.</param>
internal sealed record SubmodelsReading(ImmutableArray<string> Path, INamedTypeSymbol Type, bool Learns, bool IsList) : Reading;
