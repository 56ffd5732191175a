package dev.revue.enrich.extract.opinion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What words mean, by whole words (`cast`), words with a short ending (`gut+`) and stems
/// (`langweil*`). One walk along a word finds the longest pattern that fits; of equal patterns the
/// first one put counts.
final class Stems<T> {
  private static final int ENDING = 3;

  private final Node<T> root = new Node<>();

  void put(String pattern, T meaning) {
    char last = pattern.charAt(pattern.length() - 1);
    boolean open = last == '*' || last == '+';
    Node<T> at = root;
    for (int i = 0; i < pattern.length() - (open ? 1 : 0); i++) at = at.grow(pattern.charAt(i));
    if (at.meaning != null) return;
    at.meaning = meaning;
    at.rest = last == '*' ? Integer.MAX_VALUE : open ? ENDING : 0;
  }

  @Nullable T get(String word) {
    T found = null;
    Node<T> at = root;
    for (int i = 0; i < word.length(); i++) {
      at = at.next(word.charAt(i));
      if (at == null) return found;
      if (at.meaning != null && word.length() - i - 1 <= at.rest) found = at.meaning;
    }
    return found;
  }

  private static final class Node<T> {
    private char[] letters = new char[0];
    private Node<T>[] nodes = none();
    private @Nullable T meaning;
    private int rest;

    private @Nullable Node<T> next(char letter) {
      for (int i = 0; i < letters.length; i++) if (letters[i] == letter) return nodes[i];
      return null;
    }

    private Node<T> grow(char letter) {
      Node<T> known = next(letter);
      if (known != null) return known;
      letters = Arrays.copyOf(letters, letters.length + 1);
      nodes = Arrays.copyOf(nodes, nodes.length + 1);
      letters[letters.length - 1] = letter;
      Node<T> grown = new Node<>();
      nodes[nodes.length - 1] = grown;
      return grown;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types cannot be made otherwise
    private static <T> Node<T>[] none() {
      return new Node[0];
    }
  }
}
