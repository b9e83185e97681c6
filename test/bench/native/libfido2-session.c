/*
 * libfido2-session DEVICE RP-ID: a program that keeps a key open with libfido2 and does what each line of
 * its input says, all bytes in hexadecimal:
 *   info                      asks the key what it is
 *   create HASH PIN           makes a credential; the PIN is - for none
 *   get HASH PIN ID[,ID...]   has one of the credentials sign
 *   cancel                    ends what is under way
 * It answers each with a line of JSON that tells the milliseconds that the calls into libfido2 took, or,
 * for what was cancelled, those from the call of fido_dev_cancel to the end.
 */
#include <fido.h>
#include <fido/es256.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_LINE 65536
#define MAX_BYTES 1024

static fido_dev_t *device;
static const char *rp_id;
static char line[MAX_LINE];
/* When fido_dev_cancel was called, or 0. */
static _Atomic double cancelled_at;
static atomic_int busy;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static size_t from_hex(const char *hex, unsigned char *bytes) {
  size_t count = 0;
  unsigned int byte;
  while (count < MAX_BYTES && sscanf(hex + 2 * count, "%2x", &byte) == 1) bytes[count++] = (unsigned char)byte;
  return count;
}

static void tell(const char *name, const unsigned char *bytes, size_t length) {
  size_t at;
  printf(",\"%s\":\"", name);
  for (at = 0; at < length; at++) printf("%02x", bytes[at]);
  printf("\"");
}

static void finish(void) {
  printf("}\n");
  fflush(stdout);
}

/* What came to nothing; a call that was cancelled is timed from then. */
static void fail(int error) {
  if (cancelled_at > 0 && error == FIDO_ERR_KEEPALIVE_CANCEL) {
    printf("{\"ms\":%f,\"cancelled\":true", now() - cancelled_at);
  } else {
    printf("{\"error\":\"%s\"", fido_strerr(error));
  }
  finish();
}

static void info(void) {
  fido_cbor_info_t *found = fido_cbor_info_new();
  double started = now();
  int error = fido_dev_get_cbor_info(device, found);
  double took = now() - started;
  if (error != FIDO_OK) {
    fail(error);
  } else {
    printf("{\"ms\":%f", took);
    tell("aaguid", fido_cbor_info_aaguid_ptr(found), fido_cbor_info_aaguid_len(found));
    finish();
  }
  fido_cbor_info_free(&found);
}

static void create(const char *hash_hex, const char *pin) {
  unsigned char hash[MAX_BYTES];
  size_t hash_length = from_hex(hash_hex, hash);
  const int uses_pin = strcmp(pin, "-") != 0;
  double started = now(), took;
  fido_cred_t *made = fido_cred_new();
  int error = fido_cred_set_type(made, COSE_ES256);
  if (error == FIDO_OK) error = fido_cred_set_clientdata_hash(made, hash, hash_length);
  if (error == FIDO_OK) error = fido_cred_set_rp(made, rp_id, "bench");
  if (error == FIDO_OK) {
    error = fido_cred_set_user(made, (const unsigned char *)"bench", 5, "bench", "bench", NULL);
  }
  if (error == FIDO_OK) error = fido_dev_make_cred(device, made, uses_pin ? pin : NULL);
  took = now() - started;
  if (error != FIDO_OK) {
    fail(error);
  } else {
    printf("{\"ms\":%f", took);
    tell("clientDataHash", hash, hash_length);
    tell("authData", fido_cred_authdata_raw_ptr(made), fido_cred_authdata_raw_len(made));
    tell("signature", fido_cred_sig_ptr(made), fido_cred_sig_len(made));
    tell("certificate", fido_cred_x5c_ptr(made), fido_cred_x5c_len(made));
    finish();
  }
  fido_cred_free(&made);
}

/* The CBOR head of a byte string is what libfido2 keeps before the data (RFC 8949, 3.1). */
static size_t head_length(const unsigned char *encoded) {
  return (encoded[0] & 0x1f) < 24 ? 1 : (encoded[0] & 0x1f) == 24 ? 2 : 3;
}

static void get(const char *hash_hex, const char *pin, char *ids) {
  unsigned char hash[MAX_BYTES], id[MAX_BYTES];
  size_t hash_length = from_hex(hash_hex, hash);
  const int uses_pin = strcmp(pin, "-") != 0;
  double started = now(), took;
  fido_assert_t *got = fido_assert_new();
  int error = fido_assert_set_clientdata_hash(got, hash, hash_length);
  char *rest = NULL, *word;
  if (error == FIDO_OK) error = fido_assert_set_rp(got, rp_id);
  for (word = strtok_r(ids, ",", &rest); word != NULL && error == FIDO_OK; word = strtok_r(NULL, ",", &rest)) {
    size_t length = from_hex(word, id);
    error = fido_assert_allow_cred(got, id, length);
  }
  if (error == FIDO_OK) error = fido_dev_get_assert(device, got, uses_pin ? pin : NULL);
  took = now() - started;
  if (error != FIDO_OK) {
    fail(error);
  } else {
    const unsigned char *data = fido_assert_authdata_ptr(got, 0);
    const size_t head = head_length(data);
    printf("{\"ms\":%f", took);
    tell("clientDataHash", hash, hash_length);
    tell("authData", data + head, fido_assert_authdata_len(got, 0) - head);
    tell("signature", fido_assert_sig_ptr(got, 0), fido_assert_sig_len(got, 0));
    finish();
  }
  fido_assert_free(&got);
}

static void *perform(void *text) {
  char *rest = NULL;
  const char *what = strtok_r(text, " ", &rest);
  const char *hash = strtok_r(NULL, " ", &rest);
  const char *pin = strtok_r(NULL, " ", &rest);
  char *ids = strtok_r(NULL, " ", &rest);
  if (strcmp(what, "info") == 0) {
    info();
  } else if (strcmp(what, "create") == 0 && pin != NULL) {
    create(hash, pin);
  } else if (strcmp(what, "get") == 0 && ids != NULL) {
    get(hash, pin, ids);
  } else {
    fail(FIDO_ERR_INVALID_ARGUMENT);
  }
  busy = 0;
  free(text);
  return NULL;
}

int main(int argc, char **argv) {
  pthread_t worker;
  int error;
  if (argc != 3) return 64;
  rp_id = argv[2];
  fido_init(0);
  device = fido_dev_new();
  error = fido_dev_open(device, argv[1]);
  if (error != FIDO_OK) {
    fprintf(stderr, "%s: %s\n", argv[1], fido_strerr(error));
    return 1;
  }
  printf("{\"ready\":true}\n");
  fflush(stdout);
  while (fgets(line, sizeof(line), stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (strcmp(line, "cancel") == 0) {
      cancelled_at = now();
      if (busy) fido_dev_cancel(device);
      continue;
    }
    busy = 1;
    cancelled_at = 0;
    if (pthread_create(&worker, NULL, perform, strdup(line)) != 0) return 70;
    pthread_detach(worker);
  }
  fido_dev_close(device);
  return 0;
}
