using System;

namespace FusedOpt;

/// <summary>Keeps a parameter of a class that is marked <see cref="PruneAttribute">[Prune]</see> from being pruned.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class KeepDenseAttribute : Attribute;
