/*
 * A PKCS#11 library in front of SoftHSM2, for tests: it counts wrong PINs and locks at the third, as hardware does and SoftHSM2
 * does not, and it can be pulled out, made to fail or made to hang. Everything else is forwarded. PKCS#11 2.40, Unix layout.
 */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

typedef unsigned long ck;
enum { TOKEN_FLAGS = 96 }; /* CK_TOKEN_INFO.flags, after four texts of 32 + 32 + 16 + 16 bytes */
enum { GET_FUNCTION_LIST = 3, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, LOGIN = 18, SIGN = 43, FUNCTIONS = 68 };
static const ck PIN_INCORRECT = 0xA0, PIN_LOCKED = 0xA4;
static const ck COUNT_LOW = 0x10000, FINAL_TRY = 0x20000, USER_PIN_LOCKED = 0x40000;

struct function_list {
    unsigned char version[2];
    void *function[FUNCTIONS];
};

static struct function_list *real, ours;
static int wrong_pins, logins, signatures_left = -1;
static volatile int absent, holding;
static ck failure;

/* The test's side of the device. */
void token_reset(void) { wrong_pins = logins = 0; signatures_left = -1; absent = holding = 0; failure = 0; }
void token_pull_out(int out) { absent = out; }
void token_hold(int hold) { holding = hold; }
int token_logins(void) { return logins; }
void token_fail_after(int signatures, ck answer) { signatures_left = signatures; failure = answer; }

static ck get_slot_list(unsigned char present, ck *slots, ck *count) {
    if (absent && present) {
        *count = 0;
        return 0;
    }
    return ((ck (*)(unsigned char, ck *, ck *))real->function[GET_SLOT_LIST])(present, slots, count);
}

static ck get_token_info(ck slot, unsigned char *info) {
    ck answer = ((ck (*)(ck, unsigned char *))real->function[GET_TOKEN_INFO])(slot, info);
    ck *flags = (ck *)(info + TOKEN_FLAGS);
    if (answer == 0) {
        *flags &= ~(COUNT_LOW | FINAL_TRY | USER_PIN_LOCKED);
        *flags |= wrong_pins >= 3 ? USER_PIN_LOCKED : wrong_pins == 2 ? FINAL_TRY : wrong_pins == 1 ? COUNT_LOW : 0;
    }
    return answer;
}

static ck login(ck session, ck user, unsigned char *pin, ck length) {
    ck answer;
    logins++;
    if (wrong_pins >= 3)
        return PIN_LOCKED;
    answer = ((ck (*)(ck, ck, unsigned char *, ck))real->function[LOGIN])(session, user, pin, length);
    if (answer == PIN_INCORRECT)
        wrong_pins++;
    else if (answer == 0)
        wrong_pins = 0;
    return answer;
}

static ck sign(ck session, unsigned char *data, ck length, unsigned char *signature, ck *signature_length) {
    while (holding)
        usleep(1000);
    /* A first call may only ask for the length. */
    if (signatures_left == 0)
        return failure;
    if (signatures_left > 0 && signature != NULL)
        signatures_left--;
    return ((ck (*)(ck, unsigned char *, ck, unsigned char *, ck *))real->function[SIGN])(session, data, length, signature, signature_length);
}

ck C_GetFunctionList(struct function_list **list) {
    if (real == NULL) {
        void *module = dlopen(getenv("LOCKING_TOKEN_MODULE"), RTLD_NOW);
        ck (*get)(struct function_list **) = module ? (ck (*)(struct function_list **))dlsym(module, "C_GetFunctionList") : NULL;
        if (get == NULL || get(&real) != 0)
            return 5; /* CKR_GENERAL_ERROR */
        ours = *real;
        ours.function[GET_FUNCTION_LIST] = (void *)C_GetFunctionList;
        ours.function[GET_SLOT_LIST] = (void *)get_slot_list;
        ours.function[GET_TOKEN_INFO] = (void *)get_token_info;
        ours.function[LOGIN] = (void *)login;
        ours.function[SIGN] = (void *)sign;
    }
    *list = &ours;
    return 0;
}
